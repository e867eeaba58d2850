import { checkInteger, firstProblem, type ErrorContext } from '@ais/core'
import { platform } from '#platform'
import type { ArchiveMember, ReadableArchiveFormat, ReadArchiveOptions } from './archive-member.js'
import type { TarWriter } from './tar-writer.js'

/**
 * Reads an archive member by member while it arrives; of a TAR, gzipped or not, only what a member's reader holds is ever in memory.
 * Ending the iteration early leaves the content unread: end it at its source too.
 * @throws InvalidInputError; DecodeError for what is no such archive, one that was cut, a `.zip` that is too large, or more than
 * `maxUnpackedBytes`; whatever the content throws; NotSupportedError outside of Node
 */
export const readArchive = async function* (
  content: AsyncIterable<Uint8Array>,
  format: ReadableArchiveFormat,
  context: ErrorContext,
  { maxZipBytes = 2 ** 28, maxUnpackedBytes = 2 ** 36 }: ReadArchiveOptions = {},
): AsyncGenerator<ArchiveMember> {
  const problem = firstProblem(
    checkInteger(context.operation, 'maxZipBytes', maxZipBytes, { min: 1 }),
    checkInteger(context.operation, 'maxUnpackedBytes', maxUnpackedBytes, { min: 1 }),
  )
  if (problem !== undefined) throw problem
  yield* platform.readArchive(content, format, context, { maxZipBytes, maxUnpackedBytes })
}

/** Makes a TAR to be read while it is written. @throws NotSupportedError outside of Node */
export const createTarWriter = (): TarWriter => platform.createTarWriter()
