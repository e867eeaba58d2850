import type { IncomingMessage } from 'node:http'

/**
 * A request's body as it arrives, read once. Node's own iterator also watches for what bodies of requests do not do, at the price of a small PUT.
 */
class RequestBody implements AsyncIterableIterator<Uint8Array> {
  readonly #incoming: IncomingMessage
  readonly #isKept: boolean
  readonly #pieces: Uint8Array[] = []
  #isRead = false
  #isOver = false
  #wake: (() => void) | undefined

  constructor(incoming: IncomingMessage, isKept: boolean) {
    this.#incoming = incoming
    this.#isKept = isKept
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #begin(): void {
    this.#isRead = true
    this.#isOver = this.#incoming.readableEnded || this.#incoming.destroyed
    this.#incoming.on('data', this.#onPiece)
    this.#incoming.on('end', this.#onOver)
    this.#incoming.on('close', this.#onOver)
  }

  #stop(): void {
    this.#incoming.off('data', this.#onPiece)
    this.#incoming.off('end', this.#onOver)
    this.#incoming.off('close', this.#onOver)
  }

  readonly #onPiece = (piece: Uint8Array): void => {
    // Who reads is slower than who sends.
    if (this.#pieces.push(piece) > 1) this.#incoming.pause()
    this.#wake?.()
  }

  readonly #onOver = (): void => {
    this.#isOver = true
    this.#wake?.()
  }

  /** @throws Error when the client went away */
  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (!this.#isRead) this.#begin()
    for (;;) {
      const value = this.#pieces.shift()
      if (value !== undefined) return { value, done: false }
      if (this.#isOver) break
      if (this.#incoming.isPaused()) this.#incoming.resume()
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (!this.#incoming.readableEnded) throw this.#incoming.errored ?? new Error('the body broke off')
    return { value: undefined, done: true }
  }

  /** Who reads had enough. */
  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#stop()
    if (this.#isKept) this.#incoming.pause()
    else this.#incoming.destroy()
    return Promise.resolve({ value: undefined, done: true })
  }
}

/**
 * A request's body.
 * @param isKept leave the connection open when not all is read: there is somebody to be told why
 */
export const bodyOf = (incoming: IncomingMessage, isKept = false): AsyncIterable<Uint8Array> =>
  new RequestBody(incoming, isKept)
