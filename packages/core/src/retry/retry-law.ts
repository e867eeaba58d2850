import type { AisError } from '../errors/ais-error.js'

/** What is known of an attempt that failed. */
export interface FailedAttempt {
  readonly error: AisError
  /** Something that can take effect may have reached a server: a JSON message or content, not the empty question. */
  readonly effectSent: boolean
  /** A body that can be opened only once was opened. */
  readonly bodySpent: boolean
}

/** What follows a failed attempt; `not-replayable` would be tried again if its body could be. */
export type RetryVerdict = 'retry' | 'fail' | 'not-replayable'

const transientStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

const isTransient = (error: AisError): boolean => {
  switch (error._tag) {
    case 'Unreachable':
      return true
    case 'Timeout':
      return error.phase !== 'total'
    case 'Api':
      // A wrong checksum is answered 500, and will be wrong again.
      return transientStatuses.has(error.status) && error.code !== 'ChecksumMismatch'
    case 'Aborted':
    case 'Checksum':
    case 'Decode':
    case 'InvalidInput':
    case 'Job':
    case 'LocalFile':
    case 'NotReplayable':
    case 'NotSupported':
    case 'ObjectChanged':
    case 'OutcomeUnknown':
    case 'Redirect':
      return false
  }
}

/**
 * Decides what follows a failed attempt.
 *
 * | what failed | nothing of effect sent | sent, idempotent | sent, not idempotent |
 * |---|---|---|---|
 * | not reachable, reset, cut | retry | retry | fail |
 * | timeout of connect, headers, body | retry | retry | fail |
 * | 429, 500, 502, 503, 504 | retry | retry | fail |
 * | wrong checksum (500), 4xx, all else | fail | fail | fail |
 */
export const retryVerdict = (attempt: FailedAttempt, idempotent: boolean): RetryVerdict => {
  if (!isTransient(attempt.error)) return 'fail'
  if (attempt.effectSent && !idempotent) return 'fail'
  return attempt.bodySpent ? 'not-replayable' : 'retry'
}
