import type { AisError, Operation } from '@ais/core'
import { retryLaw, type RetryRuling } from '@ais/core/testing'
import type { Condition } from './condition.ts'
import type { Reads } from './sample.ts'

/** What a cell must come to. */
export interface Expected {
  /** `undefined`: the call succeeds. */
  readonly tag: AisError['_tag'] | undefined
  /** Requests that the proxy sees. */
  readonly atProxy: number
  /** Requests that the target sees. */
  readonly atTarget: number
}

/** AIStore redirects what is of one object, and get-batch, to a target. */
export const isRedirected = ({ path }: Operation<unknown>): boolean => /^\/v1\/(objects\/[^/]+\/.|ml\/)/.test(path)

const contentOf = ({
  body,
}: Operation<unknown>): Exclude<Operation<unknown>['body'], { kind: 'json' } | undefined> | undefined =>
  body === undefined || body.kind === 'json' ? undefined : body

/** Whether a condition can happen to an operation at all. */
export const applies = (operation: Operation<unknown>, { place, deed, contentOnly }: Condition): boolean => {
  const content = contentOf(operation)
  if (contentOnly === true && (content === undefined || (content.kind === 'bytes' && content.bytes.length === 0)))
    return false
  // Without a redirect the two places are one.
  if (place === 'end' && deed.kind === 'refuse') return isRedirected(operation)
  if (place === 'proxy' && deed.kind !== 'refuse' && !(deed.kind === 'answer' && deed.status < 400))
    return isRedirected(operation)
  if (deed.kind === 'answer' && deed.status === 307 && place === 'end') return isRedirected(operation)
  // There is no content in an answer to HEAD.
  return operation.method !== 'HEAD' || !['cut', 'stall-in-answer', 'bad-json'].includes(deed.kind)
}

/** What the condition means to this operation: nothing, if it is about content of the answer that is not read. */
const isHarmless = (operation: Operation<unknown>, reads: Reads, { deed }: Condition): boolean => {
  if (deed.kind === 'cut' || deed.kind === 'stall-in-answer') return reads === 'nothing'
  if (deed.kind === 'bad-json') return reads !== 'json'
  return deed.kind === 'answer' && operation.accept?.includes(deed.status) === true
}

interface Happened {
  readonly operation: Operation<unknown>
  readonly condition: Condition
  readonly isAtTarget: boolean
}

const rulingOf = ({ operation, condition, isAtTarget }: Happened): RetryRuling => {
  const rule = retryLaw[condition.row]
  const content = contentOf(operation)
  // The question of a PUT has no effect, and neither has what never left.
  const isUnsent = condition.deed.kind === 'refuse' || (content !== undefined && isRedirected(operation) && !isAtTarget)
  return isUnsent ? rule.unsent : operation.idempotent ? rule.idempotent : rule.once
}

/** Says by the law what must come of a condition, and how many requests each server must see until then. */
export const expectedOf = (
  operation: Operation<unknown>,
  reads: Reads,
  condition: Condition,
  /** got opens content while it connects, the others when they are connected. */
  opensEarly: boolean,
): Expected => {
  const isAtTarget = condition.place === 'end' && isRedirected(operation)
  const hops = isRedirected(operation) ? { atProxy: 1, atTarget: 1 } : { atProxy: 1, atTarget: 0 }
  if (isHarmless(operation, reads, condition)) return { tag: undefined, ...hops }
  const { kind } = condition.deed
  // Then the content goes there too, and is redirected where it should have been taken.
  if (condition.row === 'settled') return { tag: condition.tag, atProxy: 2, atTarget: 0 }
  // The answer was handed over; who reads its content meets the fault, and no second attempt is made here.
  if (reads === 'open' && (kind === 'cut' || kind === 'stall-in-answer')) return { tag: condition.tag, ...hops }
  const content = contentOf(operation)
  const isOpened = isAtTarget && (kind !== 'refuse' || opensEarly)
  const isSpent = isOpened && content?.kind === 'stream' && !content.replayable
  const ruling = rulingOf({ operation, condition, isAtTarget })
  const first = {
    atProxy: condition.place === 'proxy' && kind === 'refuse' ? 0 : 1,
    atTarget: isAtTarget && kind !== 'refuse' ? 1 : 0,
  }
  if (ruling === 'unknown') return { tag: 'OutcomeUnknown', ...first }
  if (ruling === 'fail') return { tag: condition.tag, ...first }
  if (isSpent) return { tag: 'NotReplayable', ...first }
  if (condition.isHopeless === true) return { tag: condition.tag, ...first }
  return { tag: undefined, atProxy: first.atProxy + hops.atProxy, atTarget: first.atTarget + hops.atTarget }
}
