import * as t from 'io-ts'

/** A download job as lists have it. */
export interface DownloadJob {
  readonly id: string
  /** Id of the job of kind `download` that runs it, together with others. */
  readonly xactionId: string
  readonly description: string
  /** RFC 3339 with nanoseconds, UTC. */
  readonly startedTime: string
  /** The same; `undefined` while it runs. */
  readonly finishedTime: string | undefined
  /** Objects that are in the cluster now, those that were there before among them. */
  readonly finishedCount: number
  /** Objects whose download has begun, has ended, or waits for a free connection. */
  readonly scheduledCount: number
  /** Objects that were in the cluster already. */
  readonly skippedCount: number
  readonly errorCount: number
  /** How many objects there are; `undefined` where that is not known in advance. */
  readonly totalCount: number | undefined
  /** Nothing is left to begin with. */
  readonly allDispatched: boolean
  readonly aborted: boolean
}

const zeroTimes: readonly string[] = ['1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z']

/** AIStore's zero times stand for "not yet". */
export const timeOrNothing = (time: string): string | undefined => (zeroTimes.includes(time) ? undefined : time)

/** Fields of a job as AIStore writes them. */
export const WireJob = t.type({
  id: t.string,
  xaction_id: t.string,
  description: t.string,
  started_time: t.string,
  finished_time: t.string,
  finished_cnt: t.number,
  scheduled_cnt: t.number,
  skipped_cnt: t.number,
  error_cnt: t.number,
  total: t.number,
  all_dispatched: t.boolean,
  aborted: t.boolean,
})

/** Reads the fields of a job. */
export const jobOf = (wire: t.TypeOf<typeof WireJob>): DownloadJob => ({
  id: wire.id,
  xactionId: wire.xaction_id,
  description: wire.description,
  startedTime: wire.started_time,
  finishedTime: timeOrNothing(wire.finished_time),
  finishedCount: wire.finished_cnt,
  scheduledCount: wire.scheduled_cnt,
  skippedCount: wire.skipped_cnt,
  errorCount: wire.error_cnt,
  totalCount: wire.total < 0 ? undefined : wire.total,
  allDispatched: wire.all_dispatched,
  aborted: wire.aborted,
})

const isJob = (input: unknown): input is DownloadJob =>
  typeof input === 'object' && input !== null && 'xactionId' in input

/** @wire GET /v1/download without an id: ext/dload/api.go JobInfos */
export const DownloadJobs: t.Type<readonly DownloadJob[], unknown, unknown> = new t.Type(
  'DownloadJobs',
  (input): input is readonly DownloadJob[] => Array.isArray(input) && input.every(isJob),
  (input, context) => {
    const decoded = t.readonlyArray(WireJob).validate(input, context)
    return decoded._tag === 'Left' ? decoded : t.success(decoded.right.map(jobOf))
  },
  (jobs) => jobs,
)
