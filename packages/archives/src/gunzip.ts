import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DecodeError, isAisError, type ErrorContext } from '@ais/core'

/** Made for what unpacks to more than was allowed. */
export const tooMuch = (maxUnpackedBytes: number, context: ErrorContext): DecodeError =>
  new DecodeError('', `unpacks to more than maxUnpackedBytes (${maxUnpackedBytes})`, context)

/** Unzips content as it arrives. @throws DecodeError for what is no gzip, was cut, or is too much; whatever the content throws */
export const gunzip = async function* (
  content: AsyncIterable<Uint8Array>,
  context: ErrorContext,
  maxUnpackedBytes: number,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(content, { objectMode: false })
  const unzip = createGunzip()
  source.on('error', (error) => unzip.destroy(error))
  try {
    let length = 0
    for await (const piece of source.pipe(unzip) as AsyncIterable<Uint8Array>) {
      length += piece.length
      if (length > maxUnpackedBytes) throw tooMuch(maxUnpackedBytes, context)
      yield piece
    }
  } catch (error) {
    if (isAisError(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DecodeError('', `is no gzip, or was cut: ${reason}`, context, error)
  } finally {
    source.destroy()
    unzip.destroy()
  }
}
