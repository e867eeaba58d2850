import type { Position } from './fault.ts'
import type { Random } from './random.ts'

/** Turns a position into an offset within a body of so many bytes; within the first 64 KiB where the size is not known. */
export const offsetOf = (at: Position, sizeBytes: number | undefined, random: Random): number => {
  const size = sizeBytes ?? 64 * 1024
  if (at === 'half') return Math.floor(size / 2)
  if (at === 'any') return size === 0 ? 0 : random.integer(0, size - 1)
  return at < 0 ? Math.max(0, size + at) : at
}

/** The first bytes of a body. */
export const firstOf = async function* (body: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes
  if (left === 0) return
  for await (const piece of body) {
    const part = piece.subarray(0, left)
    left -= part.length
    yield part
    if (left === 0) return
  }
}

/** A body with one bit turned. */
export const flipped = async function* (body: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
  let before = 0
  for await (const piece of body) {
    const at = offset - before
    before += piece.length
    if (at < 0 || at >= piece.length) {
      yield piece
      continue
    }
    const changed = Buffer.from(piece)
    changed[at] = (changed[at] ?? 0) ^ 0x10
    yield changed
  }
}

/** A body and more. */
export const followedBy = async function* (body: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  yield* body
  yield Buffer.alloc(bytes, 'x')
}

/** A body as it comes over a slow line. */
export const dripping = async function* (
  body: AsyncIterable<Buffer>,
  pieceBytes: number,
  gapMs: number,
): AsyncGenerator<Buffer> {
  for await (const piece of body)
    for (let at = 0; at < piece.length; at += pieceBytes) {
      await new Promise((resolve) => setTimeout(resolve, gapMs))
      yield piece.subarray(at, at + pieceBytes)
    }
}
