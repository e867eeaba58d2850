import { AbortedError } from '../errors/aborted-error.js'
import type { AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { TimeoutError } from '../errors/timeout-error.js'
import type { CallOptions } from '../connection.js'

/** Lifetime of one call: ends by the caller's signal, the deadline, or the connection's closing. */
export interface CallScope {
  readonly signal: AbortSignal
  /** Why the call was ended; `undefined` while it lives. */
  ended(context: ErrorContext): AisError | undefined
  /** Milliseconds left of the deadline; Infinity without one. */
  remainingMs(): number
  /** Adds a holder, such as the open body of an answer: the scope then lives until each has released it. */
  retain(): void
  /** Gives up one holder, the first being who opened the scope; the last one frees timers and listeners. */
  release(): void
}

type Reason = 'signal' | 'deadline' | 'closed'

const advice: Readonly<Record<Exclude<Reason, 'deadline'>, string>> = {
  signal: "ended by the caller's signal",
  closed: 'the connection is closed; connect again to make calls',
}

/** Opens the scope of a call. `totalMs` is the connection's default for `timeoutMs`. */
export const openScope = (call: CallOptions, closing: AbortSignal, totalMs: number): CallScope => {
  const controller = new AbortController()
  const timeoutMs = call.timeoutMs ?? totalMs
  const startedMs = performance.now()
  let reason: Reason | undefined
  let holders = 1
  const end = (why: Reason): void => {
    reason ??= why
    controller.abort()
  }
  const onSignal = (): void => end('signal')
  const onClosing = (): void => end('closed')
  const timer = timeoutMs > 0 ? setTimeout(() => end('deadline'), timeoutMs) : undefined
  if (closing.aborted) onClosing()
  else closing.addEventListener('abort', onClosing)
  if (call.signal?.aborted === true) onSignal()
  else call.signal?.addEventListener('abort', onSignal)

  return {
    signal: controller.signal,
    ended: (context) => {
      if (reason === undefined) return undefined
      const what = `${context.operation}${context.subject === undefined ? '' : ` ${context.subject}`}`
      return reason === 'deadline'
        ? new TimeoutError(
            'total',
            timeoutMs,
            `${what}: not done within ${timeoutMs} ms, retries included; raise timeoutMs or find out what is slow`,
            context,
          )
        : new AbortedError(`${what}: ${advice[reason]}`, context, reason === 'signal' ? call.signal?.reason : undefined)
    },
    remainingMs: () => (timeoutMs > 0 ? timeoutMs - (performance.now() - startedMs) : Infinity),
    retain: () => {
      holders += 1
    },
    release: () => {
      holders -= 1
      if (holders > 0) return
      clearTimeout(timer)
      closing.removeEventListener('abort', onClosing)
      call.signal?.removeEventListener('abort', onSignal)
    },
  }
}

/** Waits; resolves early, without an error, when the signal fires. */
export const pause = (delayMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted || delayMs <= 0) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    signal.addEventListener('abort', done)
  })

/** Waits for something that knows no signal, but no longer than the scope lives. @throws what ended the scope */
export const within = async <A>(scope: CallScope, waited: Promise<A>, context: ErrorContext): Promise<A> => {
  let end = (): void => {}
  try {
    return await new Promise<A>((resolve, reject) => {
      end = () => reject(scope.ended(context))
      // First, so that its failure is always handled, also when nobody waits for it any more.
      waited.then(resolve, reject)
      if (scope.signal.aborted) end()
      else scope.signal.addEventListener('abort', end)
    })
  } finally {
    scope.signal.removeEventListener('abort', end)
  }
}
