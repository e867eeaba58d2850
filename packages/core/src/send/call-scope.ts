import { AbortedError } from '../errors/aborted-error.js'
import type { AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import { TimeoutError } from '../errors/timeout-error.js'
import type { SendOptions } from '../call-options.js'
import { Ending } from '../transport/ending.js'

/** Lifetime of one call: ends by the caller's signal, the deadline, or the connection's closing. */
export interface CallScope {
  readonly ending: Ending
  /** The same as a signal; made when it is asked for. */
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

class Scope implements CallScope {
  readonly ending = new Ending()
  readonly #call: SendOptions
  readonly #closing: Ending
  readonly #timeoutMs: number
  readonly #startedMs: number
  readonly #timer: ReturnType<typeof setTimeout> | undefined
  readonly #onClosing = (): void => this.#end('closed')
  readonly #onSignal: (() => void) | undefined
  #reason: Reason | undefined
  #holders = 1

  constructor(call: SendOptions, closing: Ending, totalMs: number) {
    this.#call = call
    this.#closing = closing
    const timeoutMs = call.timeoutMs ?? totalMs
    this.#timeoutMs = timeoutMs
    this.#startedMs = timeoutMs > 0 ? performance.now() : 0
    this.#timer = timeoutMs > 0 ? setTimeout(() => this.#end('deadline'), timeoutMs) : undefined
    closing.on(this.#onClosing)
    const { signal, ending } = call
    if (signal === undefined && ending === undefined) return
    this.#onSignal = () => this.#end('signal')
    ending?.on(this.#onSignal)
    if (signal?.aborted === true) this.#end('signal')
    else signal?.addEventListener('abort', this.#onSignal)
  }

  get signal(): AbortSignal {
    return this.ending.signal
  }

  ended(context: ErrorContext): AisError | undefined {
    const reason = this.#reason
    if (reason === undefined) return undefined
    const what = callName(context)
    return reason === 'deadline'
      ? new TimeoutError(
          'total',
          this.#timeoutMs,
          `${what}: not done within ${this.#timeoutMs} ms, retries included; raise timeoutMs or find out what is slow`,
          context,
        )
      : new AbortedError(
          `${what}: ${advice[reason]}`,
          context,
          reason === 'signal' ? this.#call.signal?.reason : undefined,
        )
  }

  remainingMs(): number {
    return this.#timeoutMs > 0 ? this.#timeoutMs - (performance.now() - this.#startedMs) : Infinity
  }

  retain(): void {
    this.#holders += 1
  }

  release(): void {
    this.#holders -= 1
    if (this.#holders > 0) return
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#closing.off(this.#onClosing)
    if (this.#onSignal === undefined) return
    this.#call.ending?.off(this.#onSignal)
    this.#call.signal?.removeEventListener('abort', this.#onSignal)
  }

  #end(why: Reason): void {
    this.#reason ??= why
    this.ending.end()
  }
}

/** Opens the scope of a call. `totalMs` is the connection's default for `timeoutMs`. */
export const openScope = (call: SendOptions, closing: Ending, totalMs: number): CallScope =>
  new Scope(call, closing, totalMs)

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
      scope.ending.on(end)
    })
  } finally {
    scope.ending.off(end)
  }
}
