import { platform } from '#platform'
import { checkHeaderValue } from '../checks/check-header-value.js'
import { checkInteger } from '../checks/check-integer.js'
import { firstProblem } from '../checks/invalid-input.js'
import type { SendOptions } from '../call-options.js'
import { isAisError, type AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import type { InvalidInputError } from '../errors/invalid-input-error.js'
import type { Operation, RetryOccasion } from '../operation.js'
import { conditionOf } from '../retry/retry-law.js'
import { maxTimerMs } from '../settings/environment.js'
import type { AttemptInput, AttemptProgress } from './attempt-input.js'
import { attemptOnce } from './attempt.js'
import { openScope, pause, within, type CallScope } from './call-scope.js'
import { checkTransport } from './check-transport.js'
import { delayAfter } from './delay-after.js'
import { readApiError } from './read-api-error.js'
import { jsonContent, requestHeaders, requestUrl } from './request-parts.js'
import type { Session } from './session.js'

const headerProblem = (operation: Operation<unknown>): InvalidInputError | undefined => {
  const { name, headers = {} } = operation
  for (const header of Object.keys(headers)) {
    const problem = checkHeaderValue(name, `header ${header}`, headers[header])
    if (problem !== undefined) return problem
  }
  return undefined
}

const problemOf = (operation: Operation<unknown>, call: SendOptions): AisError | undefined =>
  firstProblem(
    operation.problem,
    checkInteger(operation.name, 'timeoutMs', call.timeoutMs, { min: 0, max: maxTimerMs }),
    operation.body?.kind === 'stream'
      ? checkInteger(operation.name, 'sizeBytes', operation.body.sizeBytes, { min: 0 })
      : undefined,
    headerProblem(operation),
  )

/** Makes one attempt and reads its answer. */
const read = async <A>(input: AttemptInput, progress: AttemptProgress, operation: Operation<A>): Promise<A> => {
  const { response, context } = await attemptOnce(input, progress)
  const { status } = response
  if ((status < 200 || status >= 300) && operation.accept?.includes(status) !== true)
    throw await readApiError(operation, response, context, { ...input.headers, ...progress.sentHeaders })
  try {
    return await operation.read(response)
  } catch (error) {
    response.discard()
    throw error
  }
}

/** Everything of a call that stays the same in all its attempts. */
const prepare = async (
  session: Session,
  operation: Operation<unknown>,
  scope: CallScope,
  context: ErrorContext & { readonly requestId: string },
): Promise<Omit<AttemptInput, 'attempt'>> => {
  const stopped = scope.ended(context)
  if (stopped !== undefined) throw stopped
  const json = jsonContent(operation)
  const url = requestUrl(session, operation)
  // Certificates, a token source and the map may take as long as they like; the call may not.
  const loaded = session.transport(operation.bytes === true)
  const transport = loaded instanceof Promise ? await within(scope, loaded, context) : loaded
  checkTransport(transport, operation)
  const made = requestHeaders(session, operation, scope)
  const headers = made instanceof Promise ? await within(scope, made, context) : made
  return { session, operation, scope, transport, url, ...headers, json, requestId: context.requestId }
}

const processId = Math.random().toString(36).slice(2, 9)
let lastRequest = 0

/** Apart from those of other processes, and in the order of the calls. */
const nextRequestId = (): string => {
  lastRequest += 1
  return `${processId}_${lastRequest.toString(36)}`
}

/** Lets the operation itself wait or ask before it is tried again. @throws the failure when it is not to be */
const prepareRetry = async (
  { session, operation, scope }: AttemptInput,
  error: AisError,
  context: ErrorContext,
): Promise<void> => {
  if (operation.beforeRetry === undefined) return
  const { signal } = scope
  const occasion: RetryOccasion = {
    error,
    coldGet: session.settings.retry.coldGet,
    send: (asked, call = {}) => sendOperation(session, asked, { ...call, signal }),
    pause: (delayMs) => pause(delayMs, signal),
  }
  if (!(await within(scope, operation.beforeRetry(occasion), context))) throw error
}

/** Interprets an operation: checks, attempts, retries, reads. Rejects with AisErrors only, unless something is a bug. */
export const sendOperation = async <A>(
  session: Session,
  operation: Operation<A>,
  call: SendOptions = {},
): Promise<A> => {
  const requestId = nextRequestId()
  const context = {
    operation: operation.name,
    ...(operation.subject === undefined ? {} : { subject: operation.subject }),
    requestId,
  }
  const problem = problemOf(operation, call)
  // A wrong timeout must not start a timer.
  const scope = openScope(problem === undefined ? call : {}, session.closing, session.settings.timeouts.totalMs)
  let attempt = 0
  try {
    if (problem !== undefined) throw problem
    const prepared = await prepare(session, operation, scope, context)
    for (;;) {
      attempt += 1
      const input: AttemptInput = { ...prepared, attempt }
      const progress: AttemptProgress = { effectSent: false, content: undefined }
      try {
        const result = await read(input, progress, operation)
        session.budget.earn()
        return result
      } catch (error) {
        if (!isAisError(error)) throw error
        const stopped = scope.ended({ ...context, attempt })
        if (stopped !== undefined) throw stopped
        const delayMs = delayAfter(input, progress, error, context)
        await prepareRetry(input, error, { ...context, attempt })
        await pause(delayMs, scope.signal)
        const stoppedMeanwhile = scope.ended({ ...context, attempt })
        if (stoppedMeanwhile !== undefined) throw stoppedMeanwhile
      }
    }
  } catch (error) {
    if (!isAisError(error)) throw error
    // An error that AIStore answers is an answer; where a retry might have helped, calls earn less.
    if (attempt > 0) session.budget.earn(conditionOf(error) !== 'other-status')
    platform.publish('ais:error', () => ({ ...context, attempt, tag: error._tag, message: error.message }))
    throw error
  } finally {
    // An open body of the answer holds the scope too, until it is read or discarded.
    scope.release()
  }
}
