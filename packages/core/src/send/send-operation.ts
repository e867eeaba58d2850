import { platform } from '#platform'
import { checkHeaderValue } from '../checks/check-header-value.js'
import { checkInteger } from '../checks/check-integer.js'
import { firstProblem } from '../checks/invalid-input.js'
import type { CallOptions } from '../connection.js'
import type { AisError } from '../errors/ais-error.js'
import { AisErrorBase, type ErrorContext } from '../errors/ais-error-base.js'
import { NotReplayableError } from '../errors/not-replayable-error.js'
import type { Operation } from '../operation.js'
import { backoffMs, maxRetryAfterMs } from '../retry/backoff.js'
import { retryVerdict } from '../retry/retry-law.js'
import { maxTimerMs } from '../settings/resolve-settings.js'
import { attemptOnce, type AttemptInput, type AttemptProgress } from './attempt.js'
import { openScope, pause, type CallScope } from './call-scope.js'
import { checkTransport } from './check-transport.js'
import { readApiError } from './read-api-error.js'
import { requestHeaders, requestUrl } from './request-parts.js'
import type { Session } from './session.js'

const encoder = new TextEncoder()

const problemOf = (operation: Operation<unknown>, call: CallOptions): AisError | undefined =>
  firstProblem(
    operation.problem,
    checkInteger(operation.name, 'timeoutMs', call.timeoutMs, { min: 0, max: maxTimerMs }),
    ...Object.entries(operation.headers ?? {}).map(([name, value]) =>
      checkHeaderValue(operation.name, `header ${name}`, value),
    ),
  )

const failure = (operation: Operation<unknown>, error: AisError, requestId: string, attempt: number): AisError => {
  platform.publish('ais:error', () => ({
    operation: operation.name,
    ...(operation.subject === undefined ? {} : { subject: operation.subject }),
    requestId,
    attempt,
    tag: error._tag,
    message: error.message,
  }))
  return error
}

/** How long to wait before the next attempt; `undefined` when there must not be one. */
const nextDelayMs = (session: Session, scope: CallScope, attempt: number, error: AisError): number | undefined => {
  const { retry } = session.settings
  if (attempt >= retry.maxAttempts) return undefined
  const asked = error._tag === 'Api' ? (error.retryAfterMs ?? 0) : 0
  if (asked > maxRetryAfterMs) return undefined
  const delayMs = Math.max(asked, backoffMs(attempt, retry))
  return delayMs < scope.remainingMs() && session.budget.spend() ? delayMs : undefined
}

const read = async <A>(input: AttemptInput, progress: AttemptProgress, operation: Operation<A>): Promise<A> => {
  const { response, context } = await attemptOnce(input, progress)
  const { status } = response
  if ((status < 200 || status >= 300) && operation.accept?.includes(status) !== true)
    throw await readApiError(operation, response, context)
  try {
    return await operation.read(response)
  } catch (error) {
    response.discard()
    throw error
  }
}

/** Interprets an operation: checks, attempts, retries, reads. Rejects with AisErrors only, unless something is a bug. */
export const sendOperation = async <A>(session: Session, operation: Operation<A>, call: CallOptions = {}): Promise<A> => {
  const requestId = Math.random().toString(36).slice(2, 12)
  const context: ErrorContext = {
    operation: operation.name,
    ...(operation.subject === undefined ? {} : { subject: operation.subject }),
    requestId,
  }
  const problem = problemOf(operation, call)
  if (problem !== undefined) throw failure(operation, problem, requestId, 0)
  const scope = openScope(call, session.closing, session.settings.timeouts.totalMs)
  let attempt = 0
  try {
    const ended = scope.ended(context)
    if (ended !== undefined) throw ended
    const transport = await session.transport(operation.bytes === true)
    checkTransport(transport, operation)
    const url = requestUrl(session, operation)
    const headers = await requestHeaders(session, operation, call)
    const json = operation.body?.kind === 'json' ? encoder.encode(JSON.stringify(operation.body.value)) : undefined
    session.budget.earn()
    for (;;) {
      attempt += 1
      const progress: AttemptProgress = { effectSent: false, content: undefined }
      try {
        return await read({ session, operation, scope, transport, url, headers, json, requestId, attempt }, progress, operation)
      } catch (error) {
        if (!(error instanceof AisErrorBase)) throw error
        const failed = error as AisError
        const stopped = scope.ended(context)
        if (stopped !== undefined) throw stopped
        const verdict = retryVerdict(
          { error: failed, effectSent: progress.effectSent, bodySpent: progress.content?.spent() ?? false },
          operation.idempotent,
        )
        if (verdict === 'fail') throw failed
        if (verdict === 'not-replayable')
          throw new NotReplayableError(
            `${operation.name} ${operation.subject ?? ''}: failed while its body was sent (${failed.message}), and the body can be read only once, so it was not tried again; give a path, bytes, or a function that opens the stream anew`,
            context,
            failed,
          )
        const delayMs = nextDelayMs(session, scope, attempt, failed)
        if (delayMs === undefined) throw failed
        platform.publish('ais:retry', () => ({
          ...context,
          operation: operation.name,
          requestId,
          attempt,
          delayMs,
          tag: failed._tag,
        }))
        await pause(delayMs, scope.signal)
        const endedWhileWaiting = scope.ended(context)
        if (endedWhileWaiting !== undefined) throw endedWhileWaiting
      }
    }
  } catch (error) {
    scope.release()
    throw error instanceof AisErrorBase ? failure(operation, error as AisError, requestId, attempt) : error
  }
}
