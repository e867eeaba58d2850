import { checkInteger, type ErrorContext } from '@ais/core'
import { archives } from '#platform/archives'
import type { ArchiveMember, ReadableArchiveFormat, ReadArchiveOptions, TarWriter } from './archives.js'

export type { ArchiveMember, ReadableArchiveFormat, ReadArchiveOptions, TarEntry, TarWriter } from './archives.js'

/**
 * Reads an archive member by member while it arrives; of a TAR, gzipped or not, only what a member's reader holds is ever in memory.
 * Ending the iteration early leaves the content unread: end it at its source too.
 * @throws InvalidInputError; DecodeError for what is no such archive, one that was cut, or a `.zip` that is too large; whatever the
 * content throws; NotSupportedError outside of Node
 */
export const readArchive = async function* (
  content: AsyncIterable<Uint8Array>,
  format: ReadableArchiveFormat,
  context: ErrorContext,
  { maxZipBytes = 2 ** 28 }: ReadArchiveOptions = {},
): AsyncGenerator<ArchiveMember> {
  const problem = checkInteger(context.operation, 'maxZipBytes', maxZipBytes, { min: 1 })
  if (problem !== undefined) throw problem
  yield* archives.readArchive(content, format, context, maxZipBytes)
}

/** Makes a TAR to be read while it is written. @throws NotSupportedError outside of Node */
export const createTarWriter = (): TarWriter => archives.createTarWriter()
