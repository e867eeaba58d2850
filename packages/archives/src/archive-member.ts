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

/** Options of `readArchive`. */
export interface ReadArchiveOptions {
  /** Largest `.zip`, in bytes, 1 or more: its directory is at its end, so that it is read into memory. @defaultValue 268435456 */
  readonly maxZipBytes?: number
  /**
   * Most bytes that a `.tgz` unpacks to, or those members of a `.zip` that are read, 1 or more: a few kilobytes may unpack to anything.
   * @defaultValue 68719476736, 64 GiB
   */
  readonly maxUnpackedBytes?: number
}
