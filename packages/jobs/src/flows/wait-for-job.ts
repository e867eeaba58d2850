import {
  checkInteger,
  firstProblem,
  invalidInput,
  JobError,
  pausePolling,
  pollDelaysMs,
  remainingCall,
  type Connection,
} from '@ais/core'
import { getJobStatus } from '../operations/get-job-status.js'
import { listJobSnapshots } from '../operations/list-job-snapshots.js'
import type { WaitResult } from '../wait-result.js'
import { waitKindOf } from '../wire/job-kinds.js'
import type { JobSnapshot } from '../wire/job-snapshot.js'
import { resultOf, waitDefaults, type WaitOptions } from './wait-options.js'

/** Which job is waited for. */
export interface WaitedJob {
  readonly jobId: string
  /** Looked up when it is left out. */
  readonly jobKind?: string
}

/** Refuses to wait for no job in particular, where the query would be about all of them, or at no pace. @throws InvalidInputError */
export const checkWait = (operation: string, { jobId }: WaitedJob, { maxPollMs }: WaitOptions): void => {
  const problem = firstProblem(
    jobId === '' ? invalidInput(operation, 'jobId', 'must not be empty') : undefined,
    checkInteger(operation, 'maxPollMs', maxPollMs, { min: 1 }),
  )
  if (problem !== undefined) throw problem
}

/** Asks again and again, with growing waits, until `ask` gives a result. */
const poll = async (
  job: WaitedJob,
  options: WaitOptions,
  ask: (call: WaitOptions) => Promise<WaitResult | undefined>,
): Promise<WaitResult> => {
  const operation = 'jobs.wait'
  checkWait(operation, job, options)
  const whole = { ...options, timeoutMs: options.timeoutMs ?? waitDefaults.timeoutMs }
  const startedMs = performance.now()
  const delays = pollDelaysMs(options.maxPollMs ?? waitDefaults.maxPollMs)
  for (;;) {
    const result = await ask(remainingCall(operation, whole, startedMs))
    if (result !== undefined) return result
    await pausePolling(operation, delays.next().value, whole, startedMs)
  }
}

const snapshotsOf = async (
  connection: Connection,
  job: WaitedJob,
  call: WaitOptions,
): Promise<readonly JobSnapshot[]> => Object.values(await connection.send(listJobSnapshots(job), call)).flat()

const statusTime = (ns: bigint): Date => new Date(Number(ns / 1_000_000n))

/** Waits until a job that ends has ended. @throws ApiError JobNotFound, TimeoutError, AbortedError */
export const waitForEnd = (connection: Connection, job: WaitedJob, options: WaitOptions = {}): Promise<WaitResult> =>
  poll(job, options, async (call) => {
    const status = await connection.send(getJobStatus(job.jobId, job.jobKind), call)
    if (status.endTimeNs === 0n) return undefined
    const error = status.err || (status.aborted ? 'aborted' : '')
    return { jobId: job.jobId, success: error === '', error, endTime: statusTime(status.endTimeNs) }
  })

const isDone = ({ isIdle, aborted, abortErr }: JobSnapshot): boolean => isIdle || aborted || abortErr !== ''

/**
 * Waits until a job is idle on all targets in two polls in a row: between two pieces of work it looks idle for a moment.
 * @throws ApiError JobNotFound, TimeoutError, AbortedError
 */
export const waitForIdle = (connection: Connection, job: WaitedJob, options: WaitOptions = {}): Promise<WaitResult> => {
  let idlePolls = 0
  return poll(job, options, async (call) => {
    const snapshots = await snapshotsOf(connection, job, call)
    const result = resultOf(job.jobId, snapshots)
    if (!result.success) return result
    idlePolls = snapshots.length > 0 && snapshots.every(isDone) ? idlePolls + 1 : 0
    return idlePolls >= 2 ? result : undefined
  })
}

/** Waits until the one target that a job runs on is done with it. @throws ApiError JobNotFound, TimeoutError, AbortedError */
export const waitForSingleNode = (
  connection: Connection,
  job: WaitedJob,
  options: WaitOptions = {},
): Promise<WaitResult> =>
  poll(job, options, async (call) => {
    const snapshots = await snapshotsOf(connection, job, call)
    const isOver = snapshots.some(
      ({ aborted, abortErr, endTime }) => aborted || abortErr !== '' || endTime !== undefined,
    )
    return isOver ? resultOf(job.jobId, snapshots) : undefined
  })

/** The kind of a job, asked for when it is not known. @throws ApiError JobNotFound, JobError */
const kindOf = async (connection: Connection, job: WaitedJob, options: WaitOptions): Promise<string> => {
  if (job.jobKind !== undefined && job.jobKind !== '') return job.jobKind
  const call = { ...options, timeoutMs: options.timeoutMs ?? waitDefaults.timeoutMs }
  const [snapshot] = await snapshotsOf(connection, job, call)
  if (snapshot !== undefined) return snapshot.kind
  throw new JobError(`jobs.wait: job ${job.jobId} is not known on any target; check the id, or give its kind`, {
    operation: 'jobs.wait',
    subject: `job ${job.jobId}`,
  })
}

/** Waits for a job in the way of its kind: until it ended, until it is idle, or until its one target is done. */
export const waitForJob = async (
  connection: Connection,
  job: WaitedJob,
  options: WaitOptions = {},
): Promise<WaitResult> => {
  checkWait('jobs.wait', job, options)
  const jobKind = await kindOf(connection, job, options)
  const wait = { terminal: waitForEnd, idle: waitForIdle, 'single-node': waitForSingleNode }[waitKindOf(jobKind)]
  return wait(connection, { ...job, jobKind }, options)
}
