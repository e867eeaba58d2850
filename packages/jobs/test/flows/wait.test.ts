import { connect, type AisError, type Connection } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Job, watchProgress, type JobProgress } from '../../src/index.js'

const zeroTime = '0001-01-01T00:00:00Z'
const bucket = { name: '', provider: '', namespace: { uuid: '', name: '' } }

interface Snap {
  readonly idle?: boolean
  readonly aborted?: string
  readonly ended?: boolean
  readonly bytes?: number
  readonly kind?: string
}

const snapshot = ({ idle = false, aborted = '', ended = false, bytes = 0, kind = 'copy-listrange' }: Snap) => ({
  ext: null,
  'start-time': '2026-11-23T09:38:36.547958353Z',
  'end-time': ended ? '2026-11-23T09:38:38.547958353Z' : zeroTime,
  bck: bucket,
  'src-bck': bucket,
  'dst-bck': bucket,
  id: 'j',
  kind,
  'abort-err': aborted,
  err: '',
  'glob.id': '2',
  stats: {
    'loc-objs': String(bytes / 10),
    'loc-bytes': String(bytes),
    'out-objs': '0',
    'out-bytes': '0',
    'in-objs': '0',
    'in-bytes': '0',
  },
  aborted: aborted !== '',
  is_idle: idle,
})

const snapshots = (...targets: readonly Snap[]): string =>
  JSON.stringify(Object.fromEntries(targets.map((target, index) => [`t${index + 1}`, [snapshot(target)]])))

const status = (endTimeNs: bigint, err = '', aborted = false): string =>
  `{"kind":"copy-bck","uuid":"j","err":${JSON.stringify(err)},"end_time":${endTimeNs},"aborted":${aborted}}`

/** A connection that gets one answer after the other, the last one again and again. */
const answering = (...answers: readonly string[]): { connection: Connection; asked: string[] } => {
  const asked: string[] = []
  const transport = memoryTransport(({ url }) => {
    asked.push(new URL(url).searchParams.get('what') ?? '')
    return { status: 200, body: answers[Math.min(asked.length, answers.length) - 1] ?? '' }
  })
  return { connection: connect({ endpoint: 'http://ais.test', transport }), asked }
}

const job = (connection: Connection, jobKind = ''): Job => new Job(connection, { jobId: 'j', jobKind })

describe('waiting', () => {
  it('for a job that ends asks for its status until it has', async () => {
    const { connection, asked } = answering(status(0n), status(1_795_426_716_550_686_673n))
    expect(await job(connection, 'copy-bck').wait()).toEqual({
      jobId: 'j',
      success: true,
      error: '',
      endTime: new Date(1_795_426_716_550),
    })
    expect(asked).toEqual(['status', 'status'])
  })

  it('gives an aborted or failed job as a result', async () => {
    const aborted = answering(status(1n, 'user abort', true))
    expect(await job(aborted.connection, 'copy-bck').wait()).toMatchObject({ success: false, error: 'user abort' })
    const silent = answering(status(1n, '', true))
    expect(await job(silent.connection, 'copy-bck').wait()).toMatchObject({ success: false, error: 'aborted' })
  })

  it('takes two idle polls in a row', async () => {
    const idle = snapshots({ idle: true }, { idle: true })
    const { connection, asked } = answering(idle, snapshots({ idle: true }, {}), idle, idle)
    expect(await job(connection, 'copy-listrange').wait()).toMatchObject({ success: true, endTime: undefined })
    expect(asked).toHaveLength(4)
  })

  it('ends at once when any target aborted', async () => {
    const { connection, asked } = answering(snapshots({}, { aborted: 'user abort' }))
    expect(await job(connection, 'archive').wait()).toMatchObject({ success: false, error: 'user abort' })
    expect(asked).toHaveLength(1)
  })

  it('goes on while no target knows the job yet', async () => {
    const idle = snapshots({ idle: true })
    const { connection, asked } = answering('{"t1":null,"t2":[]}', idle, idle)
    expect((await job(connection, 'archive').wait()).success).toBe(true)
    expect(asked).toHaveLength(3)
  })

  it('of a blob download looks for the one target', async () => {
    const { connection } = answering(snapshots({ kind: 'blob-download' }, { kind: 'blob-download', ended: true }))
    expect(await job(connection, 'blob-download').wait()).toMatchObject({ success: true })
  })

  it('looks up the kind when it is not known', async () => {
    const { connection, asked } = answering(snapshots({ kind: 'copy-bck' }), status(1n))
    await job(connection).wait()
    expect(asked).toEqual(['qryxstats', 'status'])
  })

  it('ends with the time, and with the signal', async () => {
    const { connection } = answering(status(0n))
    const late = (await job(connection, 'copy-bck')
      .wait({ timeoutMs: 150 })
      .catch((error: unknown) => error)) as AisError
    expect(late._tag).toBe('Timeout')
    const abort = new AbortController()
    const waiting = job(connection, 'copy-bck').wait({ signal: abort.signal })
    abort.abort()
    expect(((await waiting.catch((error: unknown) => error)) as AisError)._tag).toBe('Aborted')
  })
})

describe('progress', () => {
  const collect = async (connection: Connection): Promise<readonly JobProgress[]> => {
    const events: JobProgress[] = []
    for await (const event of watchProgress(connection, { jobId: 'j' })) events.push(event)
    return events
  }

  it('tells bytes, rate and state of each target until all are done', async () => {
    const { connection } = answering(
      snapshots({ kind: 'copy-bck', bytes: 10 }, { kind: 'copy-bck', bytes: 20 }),
      snapshots({ kind: 'copy-bck', bytes: 50, ended: true }, { kind: 'copy-bck', bytes: 50, ended: true }),
    )
    const [first, last, ...more] = await collect(connection)
    expect(more).toEqual([])
    expect(first).toEqual({
      objects: 3n,
      bytes: 30n,
      bytesPerSecond: 0,
      targets: { t1: 'running', t2: 'running' },
      isDone: false,
    })
    expect(last).toMatchObject({ objects: 10n, bytes: 100n, targets: { t1: 'ended', t2: 'ended' }, isDone: true })
    expect(last?.bytesPerSecond).toBeGreaterThan(0)
  })

  it('sees a job that only pauses through', async () => {
    const { connection } = answering(
      snapshots({ idle: true, bytes: 10 }),
      snapshots({ bytes: 20 }),
      snapshots({ idle: true, bytes: 30 }),
    )
    expect((await collect(connection)).map(({ bytes, isDone }) => [bytes, isDone])).toEqual([
      [10n, false],
      [20n, false],
      [30n, false],
      [30n, true],
    ])
  })

  it('tells an abort', async () => {
    const { connection } = answering(snapshots({ kind: 'copy-bck', aborted: 'user abort' }))
    expect(await collect(connection)).toMatchObject([{ targets: { t1: 'aborted' }, isDone: true }])
  })
})
