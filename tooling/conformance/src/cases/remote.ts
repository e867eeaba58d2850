import assert from 'node:assert/strict'
import { ListObjectFlag, type Bucket } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { eventually, failsWith, putNames, refusesAll, sameBytes, sampleBytes } from '../expectations.ts'
import type { World } from '../world.ts'

/** Names of the objects of a bucket that are in the cluster. */
const cached = async (bucket: Bucket): Promise<readonly string[]> =>
  (await bucket.listAllObjects({ flags: [ListObjectFlag.CACHED] })).map(({ name }) => name)

const done = async (world: World, jobId: string): Promise<void> => {
  const { success, error } = await world.client.job({ jobId }).wait({ timeoutMs: 60_000 })
  assert.ok(success, error)
}

/** Buckets that are another cluster's: what comes from there, what stays here, and what goes back. */
export const remoteCases: readonly Case[] = [
  proves(
    ['Object.get', 'ObjectProps.present(remote)', 'ObjectProps.present'],
    'an object comes with the first read and stays',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await putNames(far, ['one', 'two'])
      assert.equal((await near.object('one').head()).present, false)
      await failsWith('ObjectNotFound', () => near.object('one').head({ presence: 2 }))
      sameBytes(await near.object('one').get().readAll(), 'one')
      assert.equal((await near.object('one').head()).present, true)
      assert.deepEqual(await cached(near), ['one'])
      assert.deepEqual(
        (await near.listAllObjects({ props: 'name,cached' })).map((entry) => [entry.name, entry.isCached()]),
        [
          ['one', true],
          ['two', false],
        ],
      )
      sameBytes(await near.object('one').get().readAll(), 'one', 'warm')
    },
    ['remoteAis'],
  ),
  proves(
    'Object.get',
    'a part of a cold object, and a cold object by parallel ranges',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      const content = sampleBytes(300_000)
      for (const name of ['part', 'ranges', 'resumed']) await far.object(name).putContent(content)
      sameBytes(await near.object('part').get({ byteRange: 'bytes=1000-1999' }).readAll(), content.subarray(1000, 2000))
      sameBytes(
        await near.object('ranges').get({ numWorkers: 3, partSizeBytes: 65_536 }).readAll(),
        content,
        'by ranges',
      )
      sameBytes(await near.object('resumed').get({ offsetBytes: 299_990 }).readAll(), content.subarray(299_990))
    },
    ['remoteAis'],
  ),
  proves(
    ['Object.put_content', 'Object.delete', 'Object.copy'],
    'what is written, copied or deleted here is so there',
    async (world) => {
      const [{ near, far }, own] = [await world.remoteBucket(), await world.bucket()]
      await near.object('dir/ü').putContent('through')
      sameBytes(await far.object('dir/ü').get().readAll(), 'through')
      assert.equal((await near.object('dir/ü').head()).present, true)
      await near.object('dir/ü').copy(own.object('copy'))
      sameBytes(await own.object('copy').get().readAll(), 'through')
      await failsWith('RemoteBucketNotFound', () => own.object('copy').copy(near.object('back')))
      const byUuid = world.client.bucket(near.name, { namespace: { uuid: world.remote.uuid, name: '' } })
      await own.object('copy').copy(byUuid.object('back'))
      sameBytes(await near.object('back').get().readAll(), 'through')
      await near.object('dir/ü').delete()
      await failsWith('ObjectNotFound', () => far.object('dir/ü').head())
      await failsWith('ObjectNotFound', () => near.object('dir/ü').get().readAll())
    },
    ['remoteAis'],
  ),
  proves(
    ['api.EvictObject', 'ObjectProps.present(remote)'],
    'an evicted object is gone here, not there',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await near.object('o').putContent('x')
      await near.object('o').evict()
      assert.equal((await near.object('o').head()).present, false)
      await failsWith('ObjectNotFound', () => near.object('o').evict())
      sameBytes(await far.object('o').get().readAll(), 'x')
      sameBytes(await near.object('o').get().readAll(), 'x')
    },
    ['remoteAis'],
  ),
  proves(
    ['Bucket.evict', 'Bucket.evict(remote)'],
    'an evicted bucket has nothing here, all of it there, and is met again',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      for (const keepMd of [true, false]) {
        await putNames(near, ['a', 'b'])
        assert.deepEqual(await cached(near), ['a', 'b'])
        await near.evict({ keepMd })
        assert.deepEqual(
          (await far.listAllObjects()).map(({ name }) => name),
          ['a', 'b'],
        )
        assert.deepEqual(await cached(near), [])
      }
      sameBytes(await near.object('a').get().readAll(), 'a')
    },
    ['remoteAis'],
  ),
  proves(
    ['ObjectGroup.prefetch', 'ObjectGroup.prefetch(remote)'],
    'names and templates are brought here by a job',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await putNames(far, ['p-0', 'p-1', 'p-2', 'q'])
      await done(world, await near.objects({ objTemplate: 'p-{0..1}' }).prefetch())
      assert.deepEqual(await cached(near), ['p-0', 'p-1'])
      await done(world, await near.objects({ objNames: ['q'] }).prefetch({ numWorkers: 2, continueOnError: true }))
      assert.deepEqual(await cached(near), ['p-0', 'p-1', 'q'])
      await far.object('q').putContent('newer')
      await done(
        world,
        await near.objects({ objNames: ['q'] }).prefetch({ latest: true, blobThresholdBytes: 1_000_000 }),
      )
      sameBytes(await near.object('q').get().readAll(), 'newer')
    },
    ['remoteAis'],
  ),
  proves(
    ['ObjectGroup.evict', 'ObjectGroup.evict(remote)'],
    'names and templates are evicted by a job, the others stay',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await putNames(near, ['p-0', 'p-1', 'p-2', 'q'])
      await done(world, await near.objects({ objTemplate: 'p-{0..1}' }).evict())
      assert.deepEqual(await cached(near), ['p-2', 'q'])
      await done(world, await near.objects({ objNames: ['q'] }).evict())
      assert.deepEqual(await cached(near), ['p-2'])
      assert.equal((await far.listAllObjects()).length, 4)
    },
    ['remoteAis'],
  ),
  proves(
    ['Object.blob_download', 'Object.blob_download(remote)'],
    'an object comes in parallel chunks, by a job or while it is read',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      const content = sampleBytes(2_500_000)
      for (const name of ['job', 'read']) await far.object(name).putContent(content)
      await done(world, await near.object('job').blobDownload({ chunkSizeBytes: 1_048_576, numWorkers: 2 }))
      assert.deepEqual(await cached(near), ['job'])
      sameBytes(await near.object('job').get().readAll(), content, 'after the job')
      const asked = { blobDownloadConfig: { chunkSize: '1mb', numWorkers: '2' } }
      sameBytes(await near.object('read').get(asked).readAll(), content, 'while it comes')
      await eventually('both are here', async () => (await cached(near)).length === 2)
      await failsWith('ObjectNotFound', () => near.object('none').blobDownload())
    },
    ['remoteAis'],
  ),
  proves(
    ['Object.get(latest)', 'Object.head'],
    'a newer version is taken when it is asked for, and only then',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await far.object('o').putContent('first')
      sameBytes(await near.object('o').get().readAll(), 'first')
      await far.object('o').putContent('the second')
      sameBytes(await near.object('o').get().readAll(), 'first', 'without asking')
      await failsWith('Conflict', () => near.object('o').head({ latest: true }))
      sameBytes(await near.object('o').get({ latest: true }).readAll(), 'the second')
      sameBytes(await near.object('o').get().readAll(), 'the second', 'afterwards')
      assert.equal((await near.object('o').head({ latest: true })).size, 10)
      await far.object('o').delete()
      await failsWith('ObjectNotFound', () => near.object('o').get({ latest: true }).readAll())
    },
    ['remoteAis'],
  ),
  proves(
    ['api.ListObjects(diff)', 'api.ListObjects(not-cached)'],
    'a listing tells what is different there; what is not here, AIStore does not ask other clusters for',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await putNames(far, ['gone', 'same', 'stale'])
      for (const name of ['gone', 'same', 'stale']) await near.object(name).get().readAll()
      await far.object('stale').putContent('another version')
      await far.object('gone').delete()
      const compared = await near.listAllObjects({ flags: [ListObjectFlag.DIFF], props: 'name,size,version,custom' })
      const told = compared.map((entry) => [entry.name, entry.isVersionChanged(), entry.isVersionRemoved()])
      // Of what is gone there, AIStore tells what the one target holds that lists: all of it only where there is one.
      const gone = told.filter(([name]) => name === 'gone')
      assert.deepEqual(gone, world.has.has('severalTargets') && gone.length === 0 ? [] : [['gone', false, true]])
      assert.deepEqual(
        told.filter(([name]) => name !== 'gone'),
        [
          ['same', false, false],
          ['stale', true, false],
        ],
      )
      // Several targets of AIStore 5.0 wait for one another, and give no answer at all.
      if (!world.has.has('severalTargets'))
        await failsWith('Other', () => near.listObjects({ flags: [ListObjectFlag.NOT_CACHED] }))
      for (const value of [
        { props: 'name,version', flags: '4096' },
        { props: 'custom', flags: '4097' },
      ])
        await failsWith('BadRequest', () => near.makeRequest('GET', 'list', { value }))
      await refusesAll(world, {
        'differences without custom metadata': () => near.listObjects({ flags: [ListObjectFlag.DIFF] }),
        'differences of what is here': () =>
          near.listObjects({ flags: [ListObjectFlag.DIFF, ListObjectFlag.CACHED], props: 'custom' }),
      })
    },
    ['remoteAis'],
  ),
  proves(
    'Bucket.summary',
    'a remote bucket is counted here and there',
    async (world) => {
      const { near, far } = await world.remoteBucket()
      await putNames(far, ['a', 'b'])
      await near.object('a').get().readAll()
      const { objectCount } = await near.summary({ cached: false, present: false })
      assert.deepEqual(objectCount, { present: 1n, remote: 2n })
    },
    ['remoteAis'],
  ),
  proves(
    ['Bucket.create', 'Bucket.delete'],
    'a bucket is made and destroyed there through here',
    async (world) => {
      const { alias, client } = world.remote
      const near = world.unborn({ namespace: { uuid: alias, name: '' } })
      await near.create()
      await client.bucket(near.name).head()
      await near.delete()
      await failsWith('BucketNotFound', () => client.bucket(near.name).head())
    },
    ['remoteAis'],
  ),
]
