import { Ending } from './ending.js'
import {
  TransportFault,
  type ArrivingBody,
  type TransportFaultKind,
  type TransportRequest,
  type TransportResponse,
} from './transport.js'

/** An exchange as an HTTP client makes it, without bounds; `ending` ends it at once, and so does its `signal`. */
export type BareExchange = (request: BareRequest) => Promise<TransportResponse>

/** What a {@link BareExchange} sends. */
export interface BareRequest extends Omit<TransportRequest, 'timeouts'> {
  readonly ending: Ending
  readonly connectMs: number
}

/** Pieces that content in memory is handed over in, so that a stalled upload is noticed. */
const pieceBytes = 256 * 1024

const inPieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes)
}

/** Holds an exchange to its bounds; it ends when one is passed, or when the caller ends it. */
class Watch extends Ending {
  readonly #onEnd = (): void => {
    this.#isGivenUp = true
    this.end()
  }
  readonly #outer: Ending | AbortSignal
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The answer is there: what the upload still does is nobody's business any more. */
  isAnswered = false
  #isGivenUp = false
  #isDone = false
  fault: TransportFault | undefined

  constructor(outer: Ending | AbortSignal) {
    super()
    this.#outer = outer
    if (outer instanceof Ending) outer.on(this.#onEnd)
    else if (outer.aborted) this.#onEnd()
    else outer.addEventListener('abort', this.#onEnd)
  }

  /** Starts a bound; ends the one before. */
  bound(kind: TransportFaultKind, ms: number): void {
    this.unbound()
    if (ms > 0 && !this.#isDone)
      this.#timer = setTimeout(() => {
        this.fault = new TransportFault(kind, `${kind} after ${ms} ms`, true)
        this.end()
      }, ms)
  }

  unbound(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** The exchange is over: nothing is bounded or listened to any more. */
  done(): void {
    if (this.#isDone) return
    this.#isDone = true
    this.unbound()
    if (this.#outer instanceof Ending) this.#outer.off(this.#onEnd)
    else this.#outer.removeEventListener('abort', this.#onEnd)
  }

  /** What an error of the client means, now that it is known who ended the exchange. */
  explain(error: unknown): TransportFault {
    if (this.fault !== undefined) return this.fault
    if (this.#isGivenUp) return new TransportFault('aborted', 'aborted', true)
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

class TimedBody implements ArrivingBody {
  readonly #response: TransportResponse
  readonly #watch: Watch
  readonly #idleMs: number

  constructor(response: TransportResponse, watch: Watch, idleMs: number) {
    this.#response = response
    this.#watch = watch
    this.#idleMs = idleMs
  }

  takeWhole(): Uint8Array | undefined {
    const whole = this.#response.body.takeWhole?.()
    if (whole !== undefined) this.#watch.done()
    return whole
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const watch = this.#watch
    const pieces = this.#response.body[Symbol.asyncIterator]()
    let done = false
    try {
      for (;;) {
        // Only waiting for the server counts, not what the consumer does between two pieces.
        watch.bound('idle-timeout', this.#idleMs)
        const next = await pieces.next()
        watch.unbound()
        if (next.done === true) break
        yield next.value
      }
      done = true
    } catch (error) {
      throw watch.explain(error)
    } finally {
      watch.done()
      if (!done) {
        // Ends the reading first, so that discarding finds nobody who still reads.
        await pieces.return?.()
        this.#response.discard()
      }
    }
  }
}

class OwnBareRequest implements BareRequest {
  readonly method: BareRequest['method']
  readonly url: string
  readonly headers: BareRequest['headers']
  declare readonly body?: NonNullable<BareRequest['body']>
  readonly ending: Ending
  readonly connectMs: number

  constructor(request: TransportRequest, body: BareRequest['body'], ending: Ending) {
    this.method = request.method
    this.url = request.url
    this.headers = request.headers
    if (body !== undefined) this.body = body
    this.ending = ending
    this.connectMs = request.timeouts.connectMs
  }

  /** Made when a client asks for it. */
  get signal(): AbortSignal {
    return this.ending.signal
  }
}

/** Puts an exchange under its bounds: headers, and gaps in either body. All errors come out as TransportFault. */
export const timedExchange = async (
  request: TransportRequest,
  bare: BareExchange,
  ending?: Ending,
): Promise<TransportResponse> => {
  const { timeouts, body } = request
  const watch = new Watch(ending ?? request.signal)
  const streamed = body !== undefined && (!(body instanceof Uint8Array) || body.length > pieceBytes)
  if (!streamed) watch.bound('headers-timeout', timeouts.headersMs === 0 ? 0 : timeouts.headersMs + timeouts.connectMs)
  try {
    const response = await bare(
      new OwnBareRequest(request, streamed ? watchedBody(body, watch, timeouts) : body, watch),
    )
    watch.isAnswered = true
    watch.unbound()
    // A fault that the answer outran, such as a broken pipe after an early refusal, is no fault.
    watch.fault = undefined
    return {
      status: response.status,
      headers: response.headers,
      body: new TimedBody(response, watch, timeouts.idleMs),
      discard: () => {
        watch.done()
        response.discard()
      },
    }
  } catch (error) {
    watch.done()
    throw watch.explain(error)
  }
}
