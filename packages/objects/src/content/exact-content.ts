import { callName, ChecksumError, checksumOf, createHasher, type ErrorContext } from '@ais/core'
import type { ChecksumType } from '@ais/core/wire'

/** A checksum that content must have. */
export interface ExpectedChecksum {
  readonly type: ChecksumType
  /** Lower-case hex. */
  readonly value: string
}

const checkThat = (actual: string, { type, value }: ExpectedChecksum, context: ErrorContext): void => {
  if (actual !== value)
    throw new ChecksumError(
      { type, expected: value, actual },
      `${callName(context)}: the content has ${type} ${actual}, AIStore says ${value}; the bytes are wrong, read it again`,
      context,
    )
}

/** Passes content on, and throws at its end if it does not have the checksum. */
export const withChecksum = async function* (
  content: AsyncIterable<Uint8Array>,
  expected: ExpectedChecksum,
  context: ErrorContext,
): AsyncGenerator<Uint8Array> {
  const hasher = await createHasher(expected.type)
  for await (const piece of content) {
    hasher.update(piece)
    yield piece
  }
  checkThat(hasher.digest(), expected, context)
}

/** Content that is all here: nothing is given if it does not have the checksum, where there is one. */
export const arrivedContent = async function* (
  whole: Uint8Array,
  expected: ExpectedChecksum | undefined,
  context: ErrorContext,
): AsyncGenerator<Uint8Array> {
  if (expected !== undefined) checkThat(await checksumOf(expected.type, whole), expected, context)
  if (whole.length > 0) yield whole
}

/** Cuts or gathers content into chunks of one size; only the last one is shorter. */
export const inChunks = async function* (
  content: AsyncIterable<Uint8Array>,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  // A start of the next chunk, not yet copied: small content is one piece, and needs no chunk of its own.
  let start: Uint8Array | undefined
  let held: Uint8Array | undefined
  let used = 0
  for await (const piece of content) {
    let at = 0
    if (start !== undefined) {
      held = new Uint8Array(chunkBytes)
      held.set(start)
      used = start.length
      start = undefined
    }
    while (at < piece.length) {
      // A whole chunk within one piece needs no copy.
      if (held === undefined) {
        const rest = piece.subarray(at, at + chunkBytes)
        at += rest.length
        if (rest.length === chunkBytes) yield rest
        else start = rest
        continue
      }
      const taken = Math.min(chunkBytes - used, piece.length - at)
      held.set(piece.subarray(at, at + taken), used)
      used += taken
      at += taken
      if (used === chunkBytes) {
        yield held
        held = undefined
      }
    }
  }
  if (start !== undefined) yield start
  if (held !== undefined) yield held.subarray(0, used)
}

/** Content that frees what it holds also when it is ended before it was begun, which a generator does not. */
class Closable implements AsyncGenerator<Uint8Array> {
  readonly #content: AsyncGenerator<Uint8Array>
  readonly #discard: () => void
  #isBegun = false

  constructor(content: AsyncGenerator<Uint8Array>, discard: () => void) {
    this.#content = content
    this.#discard = discard
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    this.#isBegun = true
    return this.#content.next()
  }

  return(value: unknown): Promise<IteratorResult<Uint8Array>> {
    if (!this.#isBegun) this.#discard()
    return this.#content.return(value)
  }

  throw(error: unknown): Promise<IteratorResult<Uint8Array>> {
    if (!this.#isBegun) this.#discard()
    return this.#content.throw(error)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return(undefined)
  }
}

/** Makes content that frees what it holds also when it is ended before it was begun. */
export const closable = (content: AsyncGenerator<Uint8Array>, discard: () => void): AsyncGenerator<Uint8Array> =>
  new Closable(content, discard)
