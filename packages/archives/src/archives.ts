import { checkInteger, firstProblem, type ErrorContext } from '@ais/core'
import { platform } from '#platform'

/** Formats of archives that can be read. */
export type ReadableArchiveFormat = '.tar' | '.tgz' | '.zip'

/** A member of an archive that is being read. */
export interface ArchiveMember {
  /** Path as the archive has it. */
  readonly path: string
  readonly sizeBytes: number
  /** Not a directory, a link or the like. */
  readonly isFile: boolean
  /** The content as it arrives; once, and only until the next member is asked for. What is not read is skipped. */
  readonly content: () => AsyncIterable<Uint8Array>
}

/** Options of {@link readArchive}. */
export interface ReadArchiveOptions {
  /** Largest `.zip`, in bytes, 1 or more: its directory is at its end, so that it is read into memory. @defaultValue 268435456 */
  readonly maxZipBytes?: number
  /**
   * Most bytes that a `.tgz` unpacks to, or those members of a `.zip` that are read, 1 or more: a few kilobytes may unpack to anything.
   * @defaultValue 68719476736, 64 GiB
   */
  readonly maxUnpackedBytes?: number
}

/** What a TAR tells of a member besides its content. */
export interface TarEntry {
  readonly path: string
  /** Exact length of the content, in bytes. */
  readonly sizeBytes: number
  /** Permissions. @defaultValue 0o644 */
  readonly mode?: number
  /** Name of user and group. @defaultValue none */
  readonly owner?: string
  /** Unix milliseconds. @defaultValue now */
  readonly mtimeMs?: number
}

/** A TAR that is read while it is written: `add` waits until the reader of `content` has taken enough. */
export interface TarWriter {
  /** The TAR's bytes; once. Ending the iteration early makes the writing fail. */
  readonly content: AsyncIterable<Uint8Array>
  /** Adds a member. Content that has another length, or fails, fails the whole TAR. */
  add(entry: TarEntry, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  /** Ends the TAR. */
  end(): void
  /** Makes reading the TAR fail with this error. */
  abort(error: unknown): void
}

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
