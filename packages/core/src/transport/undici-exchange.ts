import type { Dispatcher } from 'undici'
import { concatBytes } from '../read/collect.js'
import { headersOfRecord } from './header-lines.js'
import { faultOf } from './node-errors.js'
import type { BareRequest } from './timed-exchange.js'
import { TransportFault, type ArrivingBody, type TransportResponse } from './transport.js'

/** Content that waits for its reader before the connection is paused, in bytes. */
const heldBytes = 256 * 1024
/** Content that is joined for a reader who wants it in one piece, in bytes. */
const joinedBytes = 64 * 1024
/** Turns of the event loop that small content may take to arrive after its headers before the answer is given without it. */
const turnsToWait = 2
/** As much of an unwanted rest as is read, and as long, so that the connection can be kept; more is not worth its bytes. */
const drainBytes = 64 * 1024
const drainMs = 1_000

const done: IteratorResult<Uint8Array> = { done: true, value: undefined }

interface Waiter {
  readonly resolve: (result: IteratorResult<Uint8Array>) => void
  readonly reject: (fault: TransportFault) => void
}

/**
 * One exchange by undici's own events, without the stream and the signals that its `request` makes for each: they cost
 * more than all the rest.
 */
export class UndiciExchange implements Dispatcher.DispatchHandler, ArrivingBody, AsyncIterator<Uint8Array> {
  /** Settles with the answer's headers. */
  readonly answered: Promise<TransportResponse>
  #resolve: (response: TransportResponse) => void = () => {}
  #reject: (fault: TransportFault) => void = () => {}
  readonly #ending: BareRequest['ending']
  readonly #onEnding = (): void => this.#abort()
  #controller: Dispatcher.DispatchController | undefined
  /** The answer while its content, which is small, is about to arrive: servers send both apart, one right after the other. */
  #awaited: TransportResponse | undefined
  #isAnswered = false
  #isOver = false
  #pieces: Uint8Array[] = []
  #held = 0
  #fault: TransportFault | undefined
  #waiter: Waiter | undefined
  /** Bytes that were drained; `undefined` while the content is wanted. */
  #drained: number | undefined
  #drainTimer: ReturnType<typeof setTimeout> | undefined

  constructor({ ending }: BareRequest) {
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#ending = ending
    ending.on(this.#onEnding)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // Ended while it waited for a connection: nothing is sent.
    if (this.#isOver) this.#abort()
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2],
  ): void {
    if (status < 200) return
    this.#awaited = { status, headers: headersOfRecord(headers), body: this, discard: () => this.#discard() }
    // Only what is known to be small is waited for.
    if (Number(headers['content-length'] ?? Infinity) <= joinedBytes) this.#wait(turnsToWait)
    else this.#give()
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Uint8Array): void {
    if (this.#isOver) return
    if (this.#drained !== undefined) {
      this.#drained += piece.length
      if (this.#drained > drainBytes) this.#abort()
      return
    }
    if (this.#waiter !== undefined) {
      const { resolve } = this.#waiter
      this.#waiter = undefined
      resolve({ done: false, value: piece })
      return
    }
    this.#pieces.push(piece)
    this.#held += piece.length
    if (this.#held >= heldBytes) controller.pause()
  }

  onResponseEnd(): void {
    this.#finish()
    this.#give()
    this.#waiter?.resolve(done)
    this.#waiter = undefined
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error)
  }

  /** Ends the exchange with what went wrong. */
  fail(error: unknown): void {
    this.#give()
    this.#fail(faultOf(error, this.#isAnswered ? 'body' : 'before-headers'))
  }

  takeWhole(): Uint8Array | undefined {
    if (!this.#isOver || this.#fault !== undefined || this.#waiter !== undefined) return undefined
    const pieces = this.#pieces
    if (pieces.length > 1 && this.#held > joinedBytes) return undefined
    this.#pieces = []
    return concatBytes(pieces)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    const value = this.#pieces.shift()
    if (value !== undefined) {
      this.#held -= value.length
      if (this.#held < heldBytes / 2) this.#controller?.resume()
      return Promise.resolve({ done: false, value })
    }
    if (this.#fault !== undefined) return Promise.reject(this.#fault)
    if (this.#isOver) return Promise.resolve(done)
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject }
    })
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.#discard()
    return Promise.resolve(done)
  }

  #wait(turns: number): void {
    setImmediate(() => {
      if (turns > 1 && this.#awaited !== undefined) this.#wait(turns - 1)
      else this.#give()
    })
  }

  /** Gives the answer, if it has come and was not given. */
  #give(): void {
    if (this.#awaited === undefined) return
    this.#isAnswered = true
    this.#resolve(this.#awaited)
    this.#awaited = undefined
  }

  /** Ends the reading; a small rest is drained, so that the connection can be kept. */
  #discard(): void {
    this.#pieces = []
    this.#held = 0
    if (this.#isOver || this.#drained !== undefined) return
    this.#drained = 0
    this.#waiter?.resolve(done)
    this.#waiter = undefined
    this.#drainTimer = setTimeout(this.#onEnding, drainMs)
    this.#controller?.resume()
  }

  #abort(): void {
    const reason = new TransportFault('aborted', 'aborted', true)
    this.#fail(reason)
    this.#controller?.abort(reason)
  }

  #fail(fault: TransportFault): void {
    if (this.#isOver) return
    this.#finish()
    this.#fault = fault
    if (!this.#isAnswered) this.#reject(fault)
    this.#waiter?.reject(fault)
    this.#waiter = undefined
  }

  #finish(): void {
    this.#isOver = true
    this.#ending.off(this.#onEnding)
    if (this.#drainTimer !== undefined) clearTimeout(this.#drainTimer)
  }
}
