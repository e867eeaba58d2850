import * as t from 'io-ts'
import { SafeInteger } from '@ais/core/wire'
import { jobOf, timeOrNothing, WireJob, type DownloadJob } from './download-job.js'

/** One object that a job downloads. */
export interface DownloadTask {
  readonly name: string
  readonly downloadedBytes: number
  /** `undefined` where the source does not tell. */
  readonly totalBytes: number | undefined
  readonly startTime: string | undefined
  readonly endTime: string | undefined
}

/** Why an object could not be downloaded. */
export interface DownloadFailure {
  readonly name: string
  readonly error: string
}

/** How a download job stands. */
export interface DownloadStatus extends DownloadJob {
  /** Objects that are being downloaded now. */
  readonly currentTasks: readonly DownloadTask[]
  /** Objects whose download has ended, well or not; those that were there before are not told. */
  readonly finishedTasks: readonly DownloadTask[]
  readonly failures: readonly DownloadFailure[]
}

const WireTask = t.intersection([
  t.type({ name: t.string, downloaded: SafeInteger }),
  // AIStore leaves out a size that it does not know.
  t.partial({ total: SafeInteger, start_time: t.string, end_time: t.string }),
])

const Tasks = t.readonlyArray(WireTask)

const Wire = t.intersection([
  WireJob,
  t.partial({
    current_tasks: Tasks,
    finished_tasks: Tasks,
    download_errors: t.readonlyArray(t.type({ name: t.string, error: t.string })),
  }),
])

const tasksOf = (tasks: readonly t.TypeOf<typeof WireTask>[] = []): readonly DownloadTask[] =>
  tasks.map(({ name, downloaded, total, start_time: start, end_time: end }) => ({
    name,
    downloadedBytes: downloaded,
    totalBytes: total,
    startTime: start === undefined ? undefined : timeOrNothing(start),
    endTime: end === undefined ? undefined : timeOrNothing(end),
  }))

/** @wire GET /v1/download with an id: ext/dload/api.go StatusResp */
export const DownloadStatus: t.Type<DownloadStatus, unknown, unknown> = new t.Type(
  'DownloadStatus',
  (input): input is DownloadStatus => typeof input === 'object' && input !== null && 'currentTasks' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const wire = decoded.right
    return t.success({
      ...jobOf(wire),
      currentTasks: tasksOf(wire.current_tasks),
      finishedTasks: tasksOf(wire.finished_tasks),
      failures: wire.download_errors ?? [],
    })
  },
  (status) => status,
)
