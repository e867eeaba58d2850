import { callName, createHasher, ObjectChangedError, type ContentHasher, type ErrorContext } from '@ais/core'

/**
 * Remembers what was delivered of content that can only be read again from its start (archive members, transformations), and
 * holds a second reading to it: those answers carry no version.
 */
export class SameStart {
  readonly #context: ErrorContext
  #hasher: ContentHasher | undefined
  #expected: string | undefined
  #deliveredBytes = 0

  constructor(context: ErrorContext) {
    this.#context = context
  }

  /** Passes content on and remembers it. */
  async *remember(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.#hasher = await createHasher('xxhash')
    for await (const piece of content) {
      this.#hasher.update(piece)
      this.#deliveredBytes += piece.length
      yield piece
    }
  }

  /** Passes a second reading on once its start proved to be what was delivered. @throws ObjectChangedError */
  async *check(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    // A digest ends its hasher, so it is kept: this reading may break before its start was compared.
    this.#expected ??= this.#hasher?.digest()
    const [again, next] = [await createHasher('xxhash'), await createHasher('xxhash')]
    let left = this.#deliveredBytes
    const goOn = (): void => {
      if (this.#deliveredBytes === 0 || again.digest() === this.#expected) {
        this.#hasher = next
        this.#expected = undefined
      } else throw this.#changed()
    }
    if (left === 0) goOn()
    for await (const piece of content) {
      const start = piece.subarray(0, left)
      if (start.length > 0) {
        again.update(start)
        next.update(start)
        left -= start.length
        if (left === 0) goOn()
      }
      yield piece
    }
    if (left > 0) throw this.#changed()
  }

  #changed(): ObjectChangedError {
    return new ObjectChangedError(
      `${callName(this.#context)}: the content changed while it was read (it starts differently now); what was read so far is not of one version, read it again`,
      this.#context,
    )
  }
}
