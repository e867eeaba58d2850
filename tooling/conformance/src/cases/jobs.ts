import assert from 'node:assert/strict'
import { type Bucket, type Job, type JobProgress } from '@ais/client'
import { listJobSnapshots } from '@ais/jobs'
import { proves, type Case } from '../case.ts'
import { failsWith, failure, putNames } from '../expectations.ts'
import type { World } from '../world.ts'

/** A bucket, and a job that copies all of it to another one. */
const copying = async (world: World, count: number): Promise<{ job: Job; target: Bucket }> => {
  const [source, target] = [await world.bucket(), await world.bucket()]
  await putNames(
    source,
    Array.from({ length: count }, (_, index) => `n-${String(index).padStart(3, '0')}`),
  )
  const jobId = await source.copy(target)
  return { job: world.client.job({ jobId, jobKind: 'copy-bck' }), target }
}

const startLru = async (world: World): Promise<Job> =>
  world.client.job({ jobId: await world.client.job({ jobKind: 'lru' }).start(), jobKind: 'lru' })

export const jobCases: readonly Case[] = [
  proves(['Job', 'Job.job_id', 'Job.job_kind', 'Client.job'], 'a handle of a job sends nothing', (world) => {
    const before = world.sentCount
    const job = world.client.job({ jobId: 'x', jobKind: 'lru' })
    assert.deepEqual([job.jobId, job.jobKind, world.sentCount - before], ['x', 'lru', 0])
    return Promise.resolve()
  }),
  proves(['Job.start', 'Job.wait', 'WaitResult'], 'a job that is started by hand is waited for', async (world) => {
    const job = await startLru(world)
    const { jobId, success, error, endTime } = await job.wait({ timeoutMs: 60_000 })
    assert.deepEqual([jobId, success, error], [job.jobId, true, ''])
    assert.ok(endTime !== undefined && Math.abs(endTime.getTime() - Date.now()) < 300_000)
  }),
  proves('Job.wait', 'finds out the kind by the id', async (world) => {
    const { jobId } = await startLru(world)
    assert.equal((await world.client.job({ jobId }).wait()).success, true)
  }),
  proves('Job.wait', 'a job that is none is an error at once', async (world) => {
    for (const jobKind of ['', 'lru', 'copy-listrange'])
      await failsWith('JobNotFound', () => world.client.job({ jobId: 'nosuchjob', jobKind }).wait())
  }),
  proves('Job.status', 'tells kind, end and whether it was aborted', async (world) => {
    const job = await startLru(world)
    await job.wait()
    const { kind, uuid, err, aborted, endTimeNs } = await job.status()
    assert.deepEqual([kind, uuid, err, aborted], ['lru', job.jobId, '', false])
    assert.ok(endTimeNs > 1_700_000_000_000_000_000n)
    await failsWith('JobNotFound', () => world.client.job({ jobId: 'nosuchjob' }).status())
  }),
  proves('Job.wait_for_idle', 'ends once all targets are idle', async (world) => {
    const job = await startLru(world)
    assert.deepEqual((await job.waitForIdle()).success, true)
    await failsWith('JobNotFound', () => world.client.job({ jobId: 'nosuchjob' }).waitForIdle())
  }),
  proves('Job.wait_single_node', 'ends once the one target is done', async (world) => {
    const { targets } = await world.client.connection.clusterMap()
    const daemonId = targets[0]?.daemonId ?? ''
    const jobId = await world.client.job({ jobKind: 'resilver' }).start({ daemonId })
    const job = world.client.job({ jobId, jobKind: 'resilver' })
    assert.equal((await job.waitSingleNode()).success, true)
    const snapshots = await job.getDetails()
    assert.deepEqual(
      Object.entries(snapshots).flatMap(([id, found]) => (found.length > 0 ? [id] : [])),
      [daemonId],
    )
  }),
  proves('Job.start', 'what cannot be started is refused', async (world) => {
    const bucket = await world.bucket()
    const started = async (jobKind: string): Promise<number | undefined> => {
      const error = await failure(() => world.client.job({ jobKind }).start())
      return error._tag === 'Api' ? error.status : undefined
    }
    assert.deepEqual(await Promise.all(['nosuchkind', 'load-lom-cache', 'resilver'].map(started)), [400, 400, 501])
    const buckets = [{ name: `${bucket.name}-none` }]
    await failsWith('BucketNotFound', () => world.client.job({ jobKind: 'load-lom-cache' }).start({ buckets }))
  }),
  proves(['Job.start', 'api.QueryJobsByBucket'], 'a job on one bucket is found by the bucket', async (world) => {
    const bucket = await world.bucket()
    const other = await world.bucket()
    const jobId = await world.client.job({ jobKind: 'load-lom-cache' }).start({ buckets: [bucket] })
    const found = async (name: string): Promise<readonly string[]> => {
      const all = await world.client.connection.send(
        listJobSnapshots({ jobKind: 'load-lom-cache', buckets: [{ name }] }),
      )
      return [...new Set(Object.values(all).flatMap((snapshots) => snapshots.map(({ id }) => id)))]
    }
    assert.deepEqual([await found(bucket.name), await found(other.name)], [[jobId], []])
  }),
  proves(
    ['Job.get_details', 'Job.get_total_time'],
    'snapshots of all targets sum up to what was done',
    async (world) => {
      const { job } = await copying(world, 7)
      assert.equal((await job.wait({ timeoutMs: 120_000 })).success, true)
      const byTarget = await job.getDetails()
      const { targets } = await world.client.connection.clusterMap()
      assert.deepEqual(Object.keys(byTarget).sort(), targets.map(({ daemonId }) => daemonId).sort())
      const snapshots = Object.values(byTarget).flat()
      assert.deepEqual(new Set(snapshots.map(({ kind }) => kind)), new Set(['copy-bck']))
      assert.equal(
        snapshots.reduce((sum, { stats }) => sum + stats.objects, 0n),
        7n,
      )
      assert.ok(((await job.getTotalTimeMs()) ?? -1) >= 0)
    },
  ),
  proves(['Job.abort', 'WaitResult'], 'an aborted job is a result that failed, not an error', async (world) => {
    const { job } = await copying(world, 400)
    await job.abort()
    const { success, error } = await job.wait()
    assert.equal(success, false)
    // Several targets: 'user abort (and 1 more error)'.
    assert.match(String(error), /^user abort/)
    await job.abort()
  }),
  proves('api.StopJobsByKind', 'all jobs of a kind are stopped', async (world) => {
    const { job } = await copying(world, 400)
    await world.client.job({ jobKind: 'copy-bck' }).abort()
    assert.equal((await job.wait()).success, false)
  }),
  proves('Job.wait', 'a wait that is too long is a timeout', async (world) => {
    const { job } = await copying(world, 400)
    const error = await failure(() => job.wait({ timeoutMs: 20 }))
    assert.equal(error._tag, 'Timeout')
    await job.abort()
  }),
  proves('Job', 'progress is told until the job is done', async (world) => {
    const { job } = await copying(world, 200)
    const events: JobProgress[] = []
    for await (const event of job.progress({ timeoutMs: 120_000 })) events.push(event)
    const last = events.at(-1)
    assert.deepEqual([last?.isDone, last?.objects], [true, 200n])
    assert.ok(events.every(({ objects }, index) => objects >= (events[index - 1]?.objects ?? 0n)))
    assert.ok(Object.values(last?.targets ?? {}).every((state) => state === 'ended'))
  }),
  proves('Job.get_within_timeframe', 'finds what ran in a time, and says when nothing did', async (world) => {
    const before = new Date(Date.now() - 60_000)
    const job = await startLru(world)
    await job.wait()
    const found = await job.getWithinTimeframe(before)
    assert.ok(found.some(({ id }) => id === job.jobId))
    assert.ok((await job.getWithinTimeframe(before, new Date(Date.now() + 60_000))).length > 0)
    const error = await failure(() => job.getWithinTimeframe(new Date(Date.now() + 3_600_000)))
    assert.equal(error._tag, 'Job')
  }),
  proves(['Job', 'Job.abort'], 'no job in particular is refused before anything is sent', async (world) => {
    const before = world.sentCount
    const none = world.client.job()
    for (const call of [
      () => none.status(),
      () => none.wait(),
      () => none.waitForIdle(),
      () => none.waitSingleNode(),
      () => none.progress().next(),
      () => none.start(),
      () => none.abort(),
      () => world.client.job({ jobId: 'x' }).wait({ timeoutMs: -1 }),
    ])
      assert.equal((await failure(call))._tag, 'InvalidInput')
    assert.equal(world.sentCount, before)
  }),
]
