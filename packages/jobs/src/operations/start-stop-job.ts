import {
  actionBody,
  at,
  checkBucket,
  firstProblem,
  invalidInput,
  readNothing,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { putClusterRoute } from '@ais/core/wire'
import { queryMessage } from '../query-message.js'

/** Options of {@link startJob}. */
export interface StartJobOptions {
  /** Run on this target only. @defaultValue all targets */
  readonly daemonId?: string
  /** Start in spite of what speaks against it. @defaultValue false */
  readonly force?: boolean
  /** Work on these buckets only. @defaultValue all */
  readonly buckets?: readonly BucketRef[]
}

/**
 * Starts a job of a kind that can be started by hand (`lru`, `cleanup-store`, `rebalance`, …) and gives its id.
 * @throws ApiError NotSupported (cannot be started by hand), BadRequest (no such kind)
 * @wire PUT /v1/cluster start: api/xaction.go StartXaction
 */
export const startJob = (jobKind: string, options: StartJobOptions = {}): Operation<string> => {
  const name = 'jobs.start'
  const problem = firstProblem(
    jobKind === '' ? invalidInput(name, 'jobKind', 'must not be empty') : undefined,
    ...(options.buckets ?? []).map((bucket) => checkBucket(name, bucket)),
  )
  return {
    ...at(name, putClusterRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    query: options.force === true ? { frc: true } : {},
    body: actionBody('start', { value: queryMessage({ jobKind, ...options }) }),
    idempotent: false,
    read: readText,
  }
}

/**
 * Stops a job, or all of a kind. Stopping one that has ended, or is none, is no error.
 * @wire PUT /v1/cluster stop: api/xaction.go AbortXaction
 */
export const stopJob = (jobId: string, jobKind = ''): Operation<void> => {
  const name = 'jobs.abort'
  return {
    ...at(name, putClusterRoute, {}),
    ...(jobId === '' && jobKind === '' ? { problem: invalidInput(name, 'jobId', 'or jobKind must be given') } : {}),
    body: actionBody('stop', { value: queryMessage({ jobId, jobKind }) }),
    idempotent: true,
    read: readNothing,
  }
}
