import { platform } from '#platform'
import type { AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import { NotReplayableError } from '../errors/not-replayable-error.js'
import { OutcomeUnknownError } from '../errors/outcome-unknown-error.js'
import { conditionOf, nextDelayMs, retryVerdict } from '../retry/retry-law.js'
import type { AttemptInput, AttemptProgress } from './attempt-input.js'

/** The call that must not be sent twice, and whose answer never came. */
const unknownOutcome = (failed: AisError, context: ErrorContext): OutcomeUnknownError =>
  new OutcomeUnknownError(
    `${callName(context)}: sent, but no whole answer came (${failed.message}), so it may or may not have taken effect; look before you send it again`,
    failed.context,
    failed,
  )

const notReplayable = (failed: AisError, context: ErrorContext): NotReplayableError =>
  new NotReplayableError(
    `${callName(context)}: failed while its body was sent (${failed.message}), and the body can be read only once, so it was not tried again; give a path, bytes, or a function that opens the stream anew`,
    failed.context,
    failed,
  )

/** Decides what follows a failed attempt: gives the wait before the next one, or throws what the caller sees. */
export const delayAfter = (
  { session, operation, scope, attempt }: AttemptInput,
  { effectSent, content }: AttemptProgress,
  failed: AisError,
  context: ErrorContext & { readonly requestId: string },
): number => {
  const condition = conditionOf(failed)
  const bodySpent = content?.spent() ?? false
  const verdict = retryVerdict({ condition, effectSent, bodySpent }, operation.idempotent)
  if (verdict === 'fail') throw failed
  if (verdict === 'unknown') throw unknownOutcome(failed, context)
  if (verdict === 'not-replayable') throw notReplayable(failed, context)
  const delayMs = nextDelayMs(attempt, failed, session.settings.retry)
  if (delayMs === undefined || delayMs >= scope.remainingMs()) throw failed
  if (!session.budget.spend(condition === 'headers-timeout')) throw failed
  platform.publish('ais:retry', () => ({
    operation: operation.name,
    ...(operation.subject === undefined ? {} : { subject: operation.subject }),
    requestId: context.requestId,
    attempt,
    delayMs,
    tag: failed._tag,
  }))
  return delayMs
}
