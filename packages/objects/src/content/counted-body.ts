import type { ContentBody } from './content-source.js'

/** Pieces that bytes in memory are handed over in, so that one knows how far they got. */
const pieceBytes = 256 * 1024

const pieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

/** Content of known size, and whether the last of it was handed over: from then on it may have arrived whole. */
export interface CountedBody {
  readonly body: ContentBody
  readonly sizeBytes: number
  /** All of it was handed over, or is about to be. */
  readonly isGone: () => boolean
}

/** Counts content as it is handed over; `undefined` for content of unknown size. */
export const countedBody = (content: ContentBody, onLast: () => Promise<void> | void): CountedBody | undefined => {
  const sizeBytes = content.kind === 'bytes' ? content.bytes.length : content.sizeBytes
  if (sizeBytes === undefined) return undefined
  let isGone = false
  const last = async (): Promise<void> => {
    if (!isGone) await onLast()
    isGone = true
  }
  const open = async function* (): AsyncGenerator<Uint8Array> {
    let given = 0
    if (sizeBytes === 0) await last()
    for await (const piece of content.kind === 'bytes' ? pieces(content.bytes) : content.open()) {
      given += piece.length
      // Before the piece goes: once it is handed over, nobody can tell any more.
      if (given >= sizeBytes) await last()
      yield piece
    }
  }
  return {
    body: { kind: 'stream', open, sizeBytes, replayable: content.kind === 'bytes' || content.replayable },
    sizeBytes,
    isGone: () => isGone,
  }
}
