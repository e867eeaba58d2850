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

/** A folder that objects are written into; none gets out of it. */
export interface TargetFolder {
  /** Path of the file of an object. @throws InvalidInputError for a name that files cannot have, or that leads out of the folder */
  pathOf(name: string): string
  /**
   * Makes the folders on the way to the file of an object, and gives its path.
   * @throws LocalFileError for a symbolic link or a file on the way, and for a file that another object became already
   */
  place(name: string): Promise<string>
  /** Notes what an object became. */
  placed(name: string, path: string): Promise<void>
}

/** What buckets need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  /**
   * Walks a folder in the order of names. Symbolic links are followed to files within the folder, never to folders and never out of it.
   * @throws LocalFileError when there is no such folder
   */
  walk(operation: string, folder: string, isRecursive: boolean): AsyncIterable<FoundFile | RefusedFile>
  /** Opens a folder to write objects into. @throws LocalFileError when there is no such folder */
  openTarget(operation: string, folder: string): Promise<TargetFolder>
}
