import type { AisError } from '../errors/ais-error.js'
import { TransportFault, type TransportFaultKind } from '../transport/transport.js'
import { backoffMs, maxRetryAfterMs, type RetryBounds } from './backoff.js'

/** What an attempt can fail by; every AisError is one of these. */
export type RetryCondition =
  | 'not-connected'
  | 'connect-timeout'
  | 'untrusted'
  | 'broke'
  | 'headers-timeout'
  | 'idle-timeout'
  | 'cut'
  | 'status-429'
  | 'status-500'
  | 'status-502'
  | 'status-503'
  | 'status-504'
  | 'wrong-checksum'
  | 'other-status'
  | 'odd-answer'
  | 'redirect'
  | 'call-ended'
  | 'settled'

/** What follows a failed attempt: the whole call again at the endpoint, its own error, or OutcomeUnknownError. */
export type RetryRuling = 'retry' | 'fail' | 'unknown'

/** The law for one condition. */
export interface RetryRule {
  /** What has happened, in words. */
  readonly what: string
  /** Nothing of effect was sent: neither a JSON message nor content, only the empty question of a PUT. */
  readonly unsent: RetryRuling
  /** The call was sent, and is one that may be sent twice. */
  readonly idempotent: RetryRuling
  /** The call was sent, and must not be sent twice. */
  readonly once: RetryRuling
  /** The content of an answer is being read when it happens: `resume` goes on at the byte where it broke. */
  readonly reading: 'resume' | 'fail'
}

const always = { unsent: 'retry', idempotent: 'retry', once: 'retry' } as const
const unlessDone = { unsent: 'retry', idempotent: 'retry', once: 'unknown' } as const
const unlessRefused = { unsent: 'retry', idempotent: 'retry', once: 'fail' } as const
const never = { unsent: 'fail', idempotent: 'fail', once: 'fail' } as const

/**
 * The retry law: what follows when an attempt fails. A retry starts the whole call again at the endpoint, the proxy, since the target
 * may be the trouble; a resume asks there for the rest of the content. 404 and all that no second attempt can mend is not tried again.
 */
export const retryLaw: Readonly<Record<RetryCondition, RetryRule>> = {
  'not-connected': { what: 'no connection to the proxy or the target', ...always, reading: 'resume' },
  'connect-timeout': { what: 'connecting took longer than `connectMs`', ...always, reading: 'resume' },
  // A certificate that is not trusted will not be at the next attempt.
  untrusted: { what: 'the TLS certificate is not trusted', ...never, reading: 'fail' },
  broke: { what: 'the connection broke before the answer', ...unlessDone, reading: 'resume' },
  'headers-timeout': { what: 'no answer within `headersMs`', ...unlessDone, reading: 'resume' },
  'idle-timeout': { what: 'a body stood still for `idleMs`', ...unlessDone, reading: 'resume' },
  cut: { what: 'the answer was cut, or has not the length it announces', ...unlessDone, reading: 'resume' },
  'status-429': { what: 'HTTP 429', ...unlessRefused, reading: 'fail' },
  'status-500': { what: 'HTTP 500', ...unlessRefused, reading: 'fail' },
  'status-502': { what: 'HTTP 502', ...unlessRefused, reading: 'fail' },
  'status-503': { what: 'HTTP 503', ...unlessRefused, reading: 'fail' },
  'status-504': { what: 'HTTP 504', ...unlessRefused, reading: 'fail' },
  // Is answered 500, and will be wrong again.
  'wrong-checksum': { what: 'AIStore refused content by its checksum', ...never, reading: 'fail' },
  'other-status': { what: 'any other status that is an error', ...never, reading: 'fail' },
  'odd-answer': { what: 'the answer is not what AIStore answers', ...never, reading: 'fail' },
  redirect: { what: 'a redirect that must not be followed', ...never, reading: 'fail' },
  'call-ended': { what: 'ended by signal, `timeoutMs` or `close`', ...never, reading: 'fail' },
  settled: { what: 'wrong input, a local file, content that changed, all else', ...never, reading: 'fail' },
}

const ofFault: Partial<Record<TransportFaultKind, RetryCondition>> = {
  connect: 'not-connected',
  'connect-timeout': 'connect-timeout',
  tls: 'untrusted',
  truncated: 'cut',
}

const timeouts = {
  connect: 'connect-timeout',
  headers: 'headers-timeout',
  idle: 'idle-timeout',
  total: 'call-ended',
} as const

const transientStatuses: ReadonlyMap<number, RetryCondition> = new Map([
  [429, 'status-429'],
  [500, 'status-500'],
  [502, 'status-502'],
  [503, 'status-503'],
  [504, 'status-504'],
])

const conditionOfFault = (cause: unknown): RetryCondition =>
  // Without a fault below HTTP it is an answer of the wrong length.
  cause instanceof TransportFault ? (ofFault[cause.kind] ?? 'broke') : 'cut'

/** Tells which condition of the law a failure is. */
export const conditionOf = (error: AisError): RetryCondition => {
  switch (error._tag) {
    case 'Unreachable':
      return conditionOfFault(error.cause)
    case 'Timeout':
      return timeouts[error.phase]
    case 'Api':
      if (error.code === 'ChecksumMismatch') return 'wrong-checksum'
      return transientStatuses.get(error.status) ?? 'other-status'
    case 'Decode':
      return 'odd-answer'
    case 'Redirect':
      return 'redirect'
    case 'Aborted':
      return 'call-ended'
    case 'Checksum':
    case 'InvalidInput':
    case 'Job':
    case 'LocalFile':
    case 'NotReplayable':
    case 'NotSupported':
    case 'ObjectChanged':
    case 'OutcomeUnknown':
      return 'settled'
  }
}

/** What is known of an attempt that failed. */
export interface FailedAttempt {
  readonly condition: RetryCondition
  /** Something that can take effect may have reached a server: a JSON message or content, not the empty question. */
  readonly effectSent: boolean
  /** A body that can be opened only once was opened. */
  readonly bodySpent: boolean
}

/** What follows a failed attempt; `not-replayable` would be tried again if its body could be. */
export type RetryVerdict = RetryRuling | 'not-replayable'

/** Decides what follows a failed attempt, by {@link retryLaw}. */
export const retryVerdict = (
  { condition, effectSent, bodySpent }: FailedAttempt,
  idempotent: boolean,
): RetryVerdict => {
  const rule = retryLaw[condition]
  const ruling = effectSent ? rule[idempotent ? 'idempotent' : 'once'] : rule.unsent
  return ruling === 'retry' && bodySpent ? 'not-replayable' : ruling
}

/**
 * How long to wait before the next attempt; `undefined` when there must not be one: attempts used up, or the server
 * asks for more patience than a call has.
 */
export const nextDelayMs = (
  attempt: number,
  error: AisError,
  bounds: RetryBounds & { readonly maxAttempts: number },
): number | undefined => {
  if (attempt >= bounds.maxAttempts) return undefined
  // A kept connection that the server closed meanwhile says nothing about the server: another is tried at once.
  if (attempt === 1 && conditionOf(error) === 'broke') return 0
  const askedMs = error._tag === 'Api' ? (error.retryAfterMs ?? 0) : 0
  return askedMs > maxRetryAfterMs ? undefined : Math.max(askedMs, backoffMs(attempt, bounds))
}
