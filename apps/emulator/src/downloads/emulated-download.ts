import type { EmulatedJob } from '../jobs/emulated-job.js'
import { fractionOf } from '../rules/go-time.js'

/** One object that a download brings in. */
export interface DownloadTask {
  readonly name: string
  readonly startedNs: bigint
  endedNs: bigint | undefined
  downloadedBytes: number
  /** 0 while it is not known. */
  totalBytes: number
}

/** A download job: what was asked for, and how far it is. The work itself is a job of kind `download`. */
export class EmulatedDownload {
  readonly id: string
  /** `single`, `range`, `multi` or `backend`. */
  readonly type: string
  readonly description: string
  /** How many objects there are, -1 where that is not known in advance. */
  readonly totalCount: number
  readonly tasks: DownloadTask[] = []
  readonly failures = new Map<string, string>()
  finishedCount = 0
  skippedCount = 0
  scheduledCount = 0
  allDispatched = false
  #job: EmulatedJob | undefined

  constructor(parts: Pick<EmulatedDownload, 'id' | 'type' | 'description' | 'totalCount'>) {
    this.id = parts.id
    this.type = parts.type
    this.description = parts.description
    this.totalCount = parts.totalCount
  }

  /** Says which job does the work. */
  attach(job: EmulatedJob): void {
    this.#job = job
  }

  get job(): EmulatedJob {
    if (this.#job === undefined) throw new Error('a download has its job as soon as it is registered')
    return this.#job
  }

  get isRunning(): boolean {
    return !this.job.isOver
  }
}

const goTime = (ns: bigint | undefined): string => {
  const known = ns ?? 0n
  const seconds = new Date(Number(known / 1_000_000n)).toISOString().slice(0, 19)
  return `${seconds}${fractionOf(known)}Z`
}

/** @wire ext/dload/api.go Job */
export const downloadJson = (download: EmulatedDownload) => ({
  id: download.id,
  xaction_id: download.job.id,
  description: download.description,
  started_time: goTime(download.job.startedNs),
  finished_time: goTime(download.job.endedNs),
  finished_cnt: download.finishedCount,
  scheduled_cnt: download.scheduledCount,
  skipped_cnt: download.skippedCount,
  error_cnt: download.failures.size,
  total: download.totalCount,
  all_dispatched: download.allDispatched,
  aborted: download.job.isAborted,
})

const taskJson = ({ name, startedNs, endedNs, downloadedBytes, totalBytes }: DownloadTask) => ({
  name,
  downloaded: String(downloadedBytes),
  ...(totalBytes > 0 ? { total: String(totalBytes) } : {}),
  start_time: goTime(startedNs),
  end_time: goTime(endedNs),
})

/** What is empty is left out, as by Go. */
const orNothing = (name: string, list: readonly unknown[]): object => (list.length === 0 ? {} : { [name]: list })

/** @wire ext/dload/api.go StatusResp */
export const downloadStatusJson = (download: EmulatedDownload, isActiveOnly: boolean) => ({
  ...downloadJson(download),
  ...orNothing('current_tasks', download.tasks.filter(({ endedNs }) => endedNs === undefined).map(taskJson)),
  ...(isActiveOnly
    ? {}
    : {
        ...orNothing('finished_tasks', download.tasks.filter(({ endedNs }) => endedNs !== undefined).map(taskJson)),
        ...orNothing(
          'download_errors',
          [...download.failures]
            .map(([name, error]) => ({ name, error }))
            .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        ),
      }),
})
