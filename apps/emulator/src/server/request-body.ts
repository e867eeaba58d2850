import type { IncomingMessage } from 'node:http'

/** Events of a body that is read: what has come, and whether there is more to come. */
class Arriving {
  readonly #incoming: IncomingMessage
  readonly #pieces: Uint8Array[] = []
  #isOver = false
  #wake: (() => void) | undefined

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming
    this.#isOver = incoming.readableEnded || incoming.destroyed
    incoming.on('data', this.#onPiece)
    incoming.on('end', this.#onOver)
    incoming.on('close', this.#onOver)
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

  /** The next piece, in the order in which they came; `undefined` after the last. @throws Error when the client went away */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const piece = this.#pieces.shift()
      if (piece !== undefined) return piece
      if (this.#isOver) break
      if (this.#incoming.isPaused()) this.#incoming.resume()
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (!this.#incoming.readableEnded) throw this.#incoming.errored ?? new Error('the body broke off')
    return undefined
  }

  stop(): void {
    this.#incoming.off('data', this.#onPiece)
    this.#incoming.off('end', this.#onOver)
    this.#incoming.off('close', this.#onOver)
  }
}

/**
 * A request's body as it arrives. Node's own iterator also watches for what bodies of requests do not do, at the price of a small PUT.
 * @param isKept leave the connection open when not all is read: there is somebody to be told why
 */
export const bodyOf = async function* (incoming: IncomingMessage, isKept = false): AsyncGenerator<Uint8Array> {
  const arriving = new Arriving(incoming)
  let isRead = false
  try {
    for (;;) {
      const piece = await arriving.next()
      if (piece === undefined) break
      yield piece
    }
    isRead = true
  } finally {
    arriving.stop()
    if (!isRead) void (isKept ? incoming.pause() : incoming.destroy())
  }
}
