/** A local file to be sent. */
export interface FileSource {
  readonly sizeBytes: number
  /** Opens the file; a change of its size since it was looked at ends the read with LocalFileError. */
  readonly read: () => AsyncIterable<Uint8Array>
}

/** Node's `stream.Readable`, as far as can be said where Node's types are not installed. */
export interface NodeStream extends AsyncIterable<Uint8Array> {
  readonly readable: boolean
  on(event: string, listener: (...values: never[]) => void): this
  once(event: string, listener: (...values: never[]) => void): this
  pipe<Destination>(destination: Destination, options?: { readonly end?: boolean }): Destination
  destroy(error?: Error): this
}

/** What objects need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  /** Looks at a file that is to be sent. @throws LocalFileError for a missing one, a directory, an unreadable one */
  openFile(operation: string, path: string): Promise<FileSource>
  /**
   * Writes content beside `path` and renames it when it is complete, so that no partial file ever has that name. Gives the size.
   * @throws LocalFileError; whatever the content throws, and then `path` is as it was
   */
  writeFile(operation: string, path: string, content: AsyncIterable<Uint8Array>): Promise<number>
  /** Makes a Node stream of content. @throws NotSupportedError where there are none */
  toNodeStream(content: AsyncIterable<Uint8Array>): NodeStream
  /** Tells whether a stream was read from, cancelled or broken before, as far as the platform can tell. */
  isDisturbed(stream: object): boolean
}
