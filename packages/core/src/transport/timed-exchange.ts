import { TransportFault, type TransportFaultKind, type TransportRequest, type TransportResponse } from './transport.js'

/** An exchange as an HTTP client makes it, without bounds; `signal` ends it at once. */
export type BareExchange = (
  request: Omit<TransportRequest, 'timeouts'> & { readonly connectMs: number },
) => Promise<TransportResponse>

/** Pieces that content in memory is handed over in, so that a stalled upload is noticed. */
const pieceBytes = 256 * 1024

const inPieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes)
}

class Watch {
  readonly controller = new AbortController()
  readonly #onAbort = (): void => this.controller.abort()
  readonly #signal: AbortSignal
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The answer is there: what the upload still does is nobody's business any more. */
  isAnswered = false
  #isOver = false
  fault: TransportFault | undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
    if (signal.aborted) this.controller.abort()
    else signal.addEventListener('abort', this.#onAbort)
  }

  /** Starts a bound; ends the one before. */
  bound(kind: TransportFaultKind, ms: number): void {
    clearTimeout(this.#timer)
    if (ms > 0 && !this.#isOver)
      this.#timer = setTimeout(() => {
        this.fault = new TransportFault(kind, `${kind} after ${ms} ms`, true)
        this.controller.abort()
      }, ms)
  }

  unbound(): void {
    clearTimeout(this.#timer)
  }

  end(): void {
    this.#isOver = true
    this.unbound()
    this.#signal.removeEventListener('abort', this.#onAbort)
  }

  /** What an error of the client means, now that it is known who ended the exchange. */
  explain(error: unknown): TransportFault {
    if (this.fault !== undefined) return this.fault
    if (this.#signal.aborted) return new TransportFault('aborted', 'aborted', true)
    return error instanceof TransportFault
      ? error
      : new TransportFault('protocol', error instanceof Error ? error.message : 'failed', true)
  }
}

/** Watches an upload: a piece that is not taken within the idle bound ends the exchange. */
const watchedBody = (
  body: Uint8Array | AsyncIterable<Uint8Array>,
  watch: Watch,
  { idleMs, headersMs }: TransportRequest['timeouts'],
): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: async function* (): AsyncGenerator<Uint8Array> {
    const source = body instanceof Uint8Array ? inPieces(body) : body
    // Time that the source itself takes is not the server's; only waiting to be pulled counts.
    watch.unbound()
    try {
      for await (const piece of source) {
        if (!watch.isAnswered) watch.bound('idle-timeout', idleMs)
        yield piece
        if (!watch.isAnswered) watch.unbound()
      }
    } catch (error) {
      watch.fault ??= new TransportFault('body-source', error instanceof Error ? error.message : 'failed', true, error)
      throw error
    }
    if (!watch.isAnswered) watch.bound('headers-timeout', headersMs)
  },
})

const timedBody = (response: TransportResponse, watch: Watch, idleMs: number): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: async function* (): AsyncGenerator<Uint8Array> {
    const pieces = response.body[Symbol.asyncIterator]()
    let done = false
    try {
      for (;;) {
        // Only waiting for the server counts, not what the consumer does between two pieces.
        watch.bound('idle-timeout', idleMs)
        const next = await pieces.next()
        watch.unbound()
        if (next.done === true) break
        yield next.value
      }
      done = true
    } catch (error) {
      throw watch.explain(error)
    } finally {
      watch.end()
      if (!done) {
        // Ends the reading first, so that discarding finds nobody who still reads.
        await pieces.return?.()
        response.discard()
      }
    }
  },
})

/** Puts an exchange under its bounds: headers, and gaps in either body. All errors come out as TransportFault. */
export const timedExchange = async (request: TransportRequest, bare: BareExchange): Promise<TransportResponse> => {
  const { timeouts, body, ...rest } = request
  const watch = new Watch(request.signal)
  const streamed = body !== undefined && (!(body instanceof Uint8Array) || body.length > pieceBytes)
  if (!streamed) watch.bound('headers-timeout', timeouts.headersMs === 0 ? 0 : timeouts.headersMs + timeouts.connectMs)
  try {
    const response = await bare({
      ...rest,
      ...(body === undefined ? {} : { body: streamed ? watchedBody(body, watch, timeouts) : body }),
      signal: watch.controller.signal,
      connectMs: timeouts.connectMs,
    })
    watch.isAnswered = true
    watch.unbound()
    // A fault that the answer outran, such as a broken pipe after an early refusal, is no fault.
    watch.fault = undefined
    const discard = (): void => {
      watch.end()
      response.discard()
    }
    return { ...response, body: timedBody(response, watch, timeouts.idleMs), discard }
  } catch (error) {
    watch.end()
    throw watch.explain(error)
  }
}
