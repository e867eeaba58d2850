import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DecodeError, isAisError, type ErrorContext } from '@ais/core'

/** Unzips content as it arrives. @throws DecodeError for what is no gzip or was cut; whatever the content throws */
export const gunzip = async function* (
  content: AsyncIterable<Uint8Array>,
  context: ErrorContext,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(content, { objectMode: false })
  const unzip = createGunzip()
  source.on('error', (error) => unzip.destroy(error))
  try {
    yield* source.pipe(unzip) as AsyncIterable<Uint8Array>
  } catch (error) {
    if (isAisError(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DecodeError('', `is no gzip, or was cut: ${reason}`, context, error)
  } finally {
    source.destroy()
    unzip.destroy()
  }
}
