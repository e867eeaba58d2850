import { concatBytes, invalidInput } from '@ais/core'

/** Content that is taken piece by piece, as generators are. */
export type ContentPieces = AsyncIterator<Uint8Array> | Iterator<Uint8Array>

const checkSize = (operation: string, size: number): void => {
  if (!Number.isSafeInteger(size) || size < -1)
    throw invalidInput(operation, 'size', 'must be an integer from 0, or -1 for all')
}

/** Holds bytes between a source of pieces and a reader of any sizes; what was read is dropped. */
export class SimpleBuffer {
  #pieces: Uint8Array[] = []
  #held = 0

  /** Unread bytes. */
  get length(): number {
    return this.#held
  }

  /**
   * Takes up to `size` bytes out; all that are held for -1.
   * @throws InvalidInputError for a size that is none
   */
  read(size = -1): Uint8Array {
    checkSize('SimpleBuffer.read', size)
    const taken: Uint8Array[] = []
    let wanted = size === -1 ? this.#held : Math.min(size, this.#held)
    this.#held -= wanted
    let whole = 0
    for (const piece of this.#pieces) {
      if (wanted < piece.length) break
      taken.push(piece)
      wanted -= piece.length
      whole += 1
    }
    this.#pieces.splice(0, whole)
    const [next] = this.#pieces
    if (wanted > 0 && next !== undefined) {
      taken.push(next.subarray(0, wanted))
      this.#pieces[0] = next.subarray(wanted)
    }
    return concatBytes(taken)
  }

  /**
   * Takes pieces from `source` until at least `size` bytes are held; all of it for -1. Gives the number of bytes held.
   * @throws InvalidInputError for a size that is none; whatever the source throws, and then what came before stays
   */
  async fill(source: ContentPieces, size = -1): Promise<number> {
    checkSize('SimpleBuffer.fill', size)
    while (size === -1 || this.#held < size) {
      const next = await source.next()
      if (next.done === true) break
      if (next.value.length === 0) continue
      this.#pieces.push(next.value)
      this.#held += next.value.length
    }
    return this.#held
  }

  /** Drops everything. */
  empty(): void {
    this.#pieces = []
    this.#held = 0
  }
}
