import type { Socket } from 'node:net'
import { parseHead, type Framing, type Head } from './head.ts'

const maxHeadBytes = 256 * 1024

/** Reads HTTP messages from a socket, one after another. */
export class MessageReader {
  readonly #pieces: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#pieces = socket.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next()
    if (next.done === true) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }

  async #through(mark: string): Promise<string | undefined> {
    for (;;) {
      const at = this.#held.indexOf(mark)
      if (at >= 0) {
        const text = this.#held.toString('latin1', 0, at)
        this.#held = this.#held.subarray(at + mark.length)
        return text
      }
      if (this.#held.length > maxHeadBytes) throw new Error('a head without an end')
      if (await this.#more()) continue
      if (this.#held.length === 0) return undefined
      throw new Error('ended within a head')
    }
  }

  /** The next message's head; `undefined` when the peer has ended in an orderly way. */
  async head(): Promise<Head | undefined> {
    const text = await this.#through('\r\n\r\n')
    return text === undefined ? undefined : parseHead(text)
  }

  async *#exactly(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      if (this.#held.length === 0 && !(await this.#more())) throw new Error(`ended ${left} bytes before its end`)
      const piece = this.#held.subarray(0, left)
      this.#held = this.#held.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  async *#chunked(): AsyncGenerator<Buffer> {
    for (;;) {
      const size = Number.parseInt((await this.#through('\r\n')) ?? '', 16)
      if (Number.isNaN(size)) throw new Error('no size of a chunk')
      if (size === 0) break
      yield* this.#exactly(size)
      await this.#through('\r\n')
    }
    // Trailers are dropped; AIStore sends none.
    while ((await this.#through('\r\n')) !== '');
  }

  /** The payload of the message whose head was read, without what delimits it. @throws Error when it ends early */
  async *body(framing: Framing): AsyncGenerator<Buffer> {
    if (framing.kind === 'length') yield* this.#exactly(framing.bytes)
    else if (framing.kind === 'chunked') yield* this.#chunked()
    else if (framing.kind === 'to-end')
      do {
        const piece = this.#held
        this.#held = Buffer.alloc(0)
        if (piece.length > 0) yield piece
      } while (await this.#more())
  }
}
