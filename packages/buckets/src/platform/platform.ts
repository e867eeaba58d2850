/** A file found in a folder. */
export interface FoundFile {
  /** Path to open it by. */
  readonly path: string
  /** Path within the folder, with `/` on every platform. */
  readonly relativePath: string
  readonly sizeBytes: number
}

/** Something in a folder that is not sent: a link that leads out of it, an unreadable entry. */
export interface RefusedFile {
  readonly path: string
  readonly relativePath: string
  readonly reason: string
}

/** What buckets need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  /**
   * Walks a folder in the order of names. Symbolic links are followed to files within the folder, never to folders and never out of it.
   * @throws LocalFileError when there is no such folder
   */
  walk(operation: string, folder: string, isRecursive: boolean): AsyncIterable<FoundFile | RefusedFile>
}
