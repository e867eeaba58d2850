import { makeShortId } from '../topology/node-ids.js'

/** A bucket as job snapshots have it. */
export interface JobBucket {
  readonly name: string
  readonly provider: string
  readonly namespace: { readonly uuid: string; readonly name: string }
}

/** A job that runs, or ran. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly startedNs: bigint
  /** When it ended or will end. */
  readonly endsNs: bigint
  readonly from?: JobBucket
  readonly bucket: JobBucket
  readonly objects: number
  readonly bytes: number
  readonly message: string
  /** The prefix that a summary was asked for; its polls do not repeat it. */
  readonly prefix?: string
  readonly abortedNs?: bigint
}

/** Kinds that end by going idle: they have snapshots, and no status. */
const idleKinds: ReadonlySet<string> = new Set([
  'ec-get',
  'ec-put',
  'ec-resp',
  'put-copies',
  'archive',
  'copy-listrange',
  'etl-listrange',
  'download',
  'list',
  'get-batch',
  'blob-download',
])

export const hasStatus = (kind: string): boolean => !idleKinds.has(kind)

/** The cluster's jobs, as long as the emulator runs. */
export class JobRegistry {
  readonly #jobs = new Map<string, Job>()
  readonly #delayNs: bigint

  constructor(delayMs: number) {
    this.#delayNs = BigInt(Math.round(delayMs)) * 1_000_000n
  }

  /** Records a job whose work is done, or is being done; it reports as running until the delay is over. */
  add(job: Omit<Job, 'id' | 'endsNs'>): Job {
    const added = { ...job, id: makeShortId(), endsNs: job.startedNs + this.#delayNs }
    this.#jobs.set(added.id, added)
    return added
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id)
  }

  /** Jobs of a kind, or all; newest last. */
  list(kind: string): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => kind === '' || job.kind === kind)
  }

  abort(id: string, nowNs: bigint): void {
    const job = this.#jobs.get(id)
    if (job !== undefined && !isOver(job, nowNs)) this.#jobs.set(id, { ...job, abortedNs: nowNs })
  }
}

export const isOver = (job: Job, nowNs: bigint): boolean => job.abortedNs !== undefined || job.endsNs <= nowNs

const zeroTime = '0001-01-01T00:00:00Z'

const rfc3339 = (ns: bigint): string => {
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19)
  return `${seconds}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`
}

const noBucket: JobBucket = { name: '', provider: '', namespace: { uuid: '', name: '' } }

/** @wire `what=status`: nl/status.go Status; `end_time` exceeds 2^53, so the JSON is written as text */
export const statusJson = (job: Job, nowNs: bigint): string => {
  const over = isOver(job, nowNs)
  const end = over ? (job.abortedNs ?? job.endsNs) : 0n
  const isAborted = job.abortedNs !== undefined
  return `{"kind":${JSON.stringify(job.kind)},"uuid":${JSON.stringify(job.id)},"err":${JSON.stringify(isAborted ? 'user abort' : '')},"end_time":${end},"aborted":${isAborted}}`
}

/** @wire `what=qryxstats`: core/xaction.go Snap. The first target tells all the work, the others none. */
export const snapshotOf = (job: Job, nowNs: bigint, isFirstTarget: boolean): Readonly<Record<string, unknown>> => {
  const over = isOver(job, nowNs)
  const [objects, bytes] = isFirstTarget ? [job.objects, job.bytes] : [0, 0]
  return {
    ext: null,
    'start-time': rfc3339(job.startedNs),
    'end-time': over && hasStatus(job.kind) ? rfc3339(job.abortedNs ?? job.endsNs) : zeroTime,
    bck: job.bucket,
    'src-bck': job.from ?? noBucket,
    'dst-bck': job.from === undefined ? noBucket : job.bucket,
    id: job.id,
    kind: job.kind,
    ctlmsg: job.message,
    'abort-err': job.abortedNs === undefined ? '' : 'user abort',
    err: '',
    'glob.id': '2',
    stats: {
      'loc-objs': String(objects),
      'loc-bytes': String(bytes),
      'out-objs': '0',
      'out-bytes': '0',
      'in-objs': '0',
      'in-bytes': '0',
    },
    aborted: job.abortedNs !== undefined,
    is_idle: over,
  }
}
