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
