import { callName, ChecksumError, createHasher, type ErrorContext } from '@ais/core'
import type { ChecksumType } from '@ais/core/wire'

/** A checksum that content must have. */
export interface ExpectedChecksum {
  readonly type: ChecksumType
  /** Lower-case hex. */
  readonly value: string
}

/** Passes content on, and throws at its end if it does not have the checksum. */
export const withChecksum = async function* (
  content: AsyncIterable<Uint8Array>,
  expected: ExpectedChecksum,
  context: ErrorContext,
): AsyncGenerator<Uint8Array> {
  const { type, value } = expected
  const hasher = await createHasher(type)
  for await (const piece of content) {
    hasher.update(piece)
    yield piece
  }
  const actual = hasher.digest()
  if (actual !== value)
    throw new ChecksumError(
      { type, expected: value, actual },
      `${callName(context)}: the content has ${type} ${actual}, AIStore says ${value}; the bytes are wrong, read it again`,
      context,
    )
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

/** Makes content that frees what it holds also when it is ended before it was begun, which a generator does not. */
export const closable = (content: AsyncGenerator<Uint8Array>, discard: () => void): AsyncGenerator<Uint8Array> => {
  let isBegun = false
  const inner: AsyncGenerator<Uint8Array> = {
    next: () => {
      isBegun = true
      return content.next()
    },
    return: (value) => {
      if (!isBegun) discard()
      return content.return(value)
    },
    throw: (error) => {
      if (!isBegun) discard()
      return content.throw(error)
    },
    [Symbol.asyncIterator]: () => inner,
    [Symbol.asyncDispose]: async () => {
      await inner.return(undefined)
    },
  }
  return inner
}
