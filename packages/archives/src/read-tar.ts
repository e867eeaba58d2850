import { DecodeError, isAisError, type AisError, type ErrorContext } from '@ais/core'
import { extract, type Extract } from 'tar-stream'
import type { ArchiveMember } from './archive-member.js'

const drained = (unpack: Extract): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      unpack.off('drain', done)
      unpack.off('close', done)
      resolve()
    }
    unpack.on('drain', done)
    unpack.on('close', done)
  })

const feed = async (content: AsyncIterable<Uint8Array>, unpack: Extract): Promise<void> => {
  try {
    for await (const piece of content) {
      if (unpack.destroyed) return
      if (!unpack.write(piece)) await drained(unpack)
    }
    unpack.end(null)
  } catch (error) {
    unpack.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

const asDecodeError = (error: unknown, context: ErrorContext): AisError => {
  if (isAisError(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new DecodeError('', `is not a TAR, or was cut: ${reason}`, context, error)
}

/** Hands on what an iterator has left; ending it early does not end the iterator. */
const restOf = async function* (pieces: AsyncIterator<Uint8Array>, context: ErrorContext): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = await pieces.next().catch((error: unknown) => {
      throw asDecodeError(error, context)
    })
    if (next.done === true) return
    yield next.value
  }
}

/** Reads a TAR with tar-stream. */
export const readTar = async function* (
  content: AsyncIterable<Uint8Array>,
  context: ErrorContext,
): AsyncGenerator<ArchiveMember> {
  const unpack = extract()
  // Told to the iteration; without a listener it would end the process too.
  unpack.on('error', () => {})
  void feed(content, unpack)
  try {
    for await (const entry of unpack) {
      const { name, size, type } = entry.header
      const pieces = (entry as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
      yield {
        path: name,
        sizeBytes: size,
        isFile: type === 'file' || type === 'contiguous-file',
        content: () => restOf(pieces, context),
      }
      while ((await pieces.next()).done !== true);
    }
  } catch (error) {
    throw asDecodeError(error, context)
  } finally {
    unpack.destroy()
  }
}
