import { invalidInput, JobError, type CallOptions, type Connection } from '@ais/core'
import { waitForIdle, waitForJob, waitForSingleNode, type WaitedJob } from './flows/wait-for-job.js'
import type { WaitOptions } from './flows/wait-options.js'
import { watchProgress, type JobProgress } from './flows/watch-progress.js'
import { getJobStatus } from './operations/get-job-status.js'
import { listJobSnapshots } from './operations/list-job-snapshots.js'
import { startJob, stopJob, type StartJobOptions } from './operations/start-stop-job.js'
import type { WaitResult } from './wait-result.js'
import type { JobSnapshot, JobSnapshots } from './wire/job-snapshot.js'
import type { JobStatus } from './wire/job-status.js'

/** Which job a handle is of. */
export interface JobOptions {
  /** Id of one job. @defaultValue '': all of `jobKind` */
  readonly jobId?: string
  /** Kind, as AIStore names it, `copy-bck`. @defaultValue '': found out by the id */
  readonly jobKind?: string
}

/** A job (xaction) of the cluster, by its id, or all of a kind. Making a handle sends nothing. */
export class Job {
  readonly client: Connection
  readonly jobId: string
  readonly jobKind: string

  constructor(client: Connection, options: JobOptions = {}) {
    this.client = client
    this.jobId = options.jobId ?? ''
    this.jobKind = options.jobKind ?? ''
  }

  get #waited(): WaitedJob {
    return { jobId: this.jobId, ...(this.jobKind === '' ? {} : { jobKind: this.jobKind }) }
  }

  /** Asks how the job stands. See {@link getJobStatus}. */
  status(call: CallOptions = {}): Promise<JobStatus> {
    return this.client.send(getJobStatus(this.jobId, this.jobKind), call)
  }

  /** Asks what the job has done on every target. See {@link listJobSnapshots}. */
  getDetails(call: CallOptions = {}): Promise<JobSnapshots> {
    return this.client.send(listJobSnapshots({ jobId: this.jobId, jobKind: this.jobKind }), call)
  }

  /** Waits for the job in the way of its kind. A job that failed is a result; a timeout and an unknown id are errors. See {@link waitForJob}. */
  wait(options: WaitOptions = {}): Promise<WaitResult> {
    return waitForJob(this.client, this.#waited, options)
  }

  /** Waits until the job is idle on all targets. See {@link waitForIdle}. */
  waitForIdle(options: WaitOptions = {}): Promise<WaitResult> {
    return waitForIdle(this.client, this.#waited, options)
  }

  /** Waits until the one target that the job runs on is done. See {@link waitForSingleNode}. */
  waitSingleNode(options: WaitOptions = {}): Promise<WaitResult> {
    return waitForSingleNode(this.client, this.#waited, options)
  }

  /** Yields how far the job has come until it is done. See {@link watchProgress}. */
  progress(options: WaitOptions = {}): AsyncGenerator<JobProgress> {
    return watchProgress(this.client, this.#waited, options)
  }

  /** Starts a job of this kind and gives its id; this handle stays as it is. See {@link startJob}. */
  start(options: StartJobOptions & CallOptions = {}): Promise<string> {
    return this.client.send(startJob(this.jobKind, options), options)
  }

  /** Stops the job, or all of its kind. See {@link stopJob}. */
  abort(call: CallOptions = {}): Promise<void> {
    return this.client.send(stopJob(this.jobId, this.jobKind), call)
  }

  /**
   * Gives the job's snapshots that started no earlier than `startTime` and, where `endTime` is given, had ended by then.
   * @throws JobError when there are none
   */
  async getWithinTimeframe(startTime: Date, endTime?: Date, call: CallOptions = {}): Promise<readonly JobSnapshot[]> {
    const all = Object.values(await this.client.send(listJobSnapshots(), call)).flat()
    const found = all.filter(
      ({ id, kind, startTime: started, endTime: ended }) =>
        (id === this.jobId || kind === this.jobKind) &&
        Date.parse(started) >= startTime.getTime() &&
        (endTime === undefined || (ended !== undefined && Date.parse(ended) <= endTime.getTime())),
    )
    if (found.length > 0) return found
    throw new JobError(`jobs.getWithinTimeframe: no job ${this.jobId || this.jobKind} in that time`, {
      operation: 'jobs.getWithinTimeframe',
    })
  }

  /**
   * How long the job took, from its earliest start to its latest end, in milliseconds; `undefined` while it runs.
   * @throws InvalidInputError without id and kind
   */
  async getTotalTimeMs(call: CallOptions = {}): Promise<number | undefined> {
    if (this.jobId === '' && this.jobKind === '')
      throw invalidInput('jobs.getTotalTime', 'jobId', 'or jobKind must be given: there is no time of all jobs')
    const snapshots = Object.values(await this.getDetails(call)).flat()
    const ends = snapshots.map(({ endTime }) => (endTime === undefined ? Number.NaN : Date.parse(endTime)))
    if (ends.length === 0 || ends.some(Number.isNaN)) return undefined
    return Math.max(...ends) - Math.min(...snapshots.map(({ startTime }) => Date.parse(startTime)))
  }
}
