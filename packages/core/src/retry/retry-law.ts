import type { AisError } from '../errors/ais-error.js'
import type { TransportFaultKind } from '../transport/transport.js'
import { backoffMs, maxRetryAfterMs, type RetryBounds } from './backoff.js'

/** What is known of an attempt that failed. */
export interface FailedAttempt {
  readonly error: AisError
  /** What went wrong below HTTP, where that is the cause. */
  readonly fault?: TransportFaultKind | undefined
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
 * | TLS, wrong checksum (500), other 4xx, all else | fail | fail | fail |
 */
export const retryVerdict = (attempt: FailedAttempt, idempotent: boolean): RetryVerdict => {
  // A certificate that is not trusted will not be at the next attempt.
  if (!isTransient(attempt.error) || attempt.fault === 'tls') return 'fail'
  if (attempt.effectSent && !idempotent) return 'fail'
  return attempt.bodySpent ? 'not-replayable' : 'retry'
}

/**
 * How long to wait before the next attempt; `undefined` when there must not be one: attempts used up, or the server
 * asks for more patience than a call has.
 */
export const nextDelayMs = (
  attempt: number,
  error: AisError,
  fault: TransportFaultKind | undefined,
  bounds: RetryBounds & { readonly maxAttempts: number },
): number | undefined => {
  if (attempt >= bounds.maxAttempts) return undefined
  // A kept connection that the server closed meanwhile says nothing about the server: another is tried at once.
  if (attempt === 1 && fault === 'reset') return 0
  const askedMs = error._tag === 'Api' ? (error.retryAfterMs ?? 0) : 0
  return askedMs > maxRetryAfterMs ? undefined : Math.max(askedMs, backoffMs(attempt, bounds))
}
