import type { MultipartState } from '../multipart-state.js'

/** A local file to be sent. */
export interface FileSource {
  readonly sizeBytes: number
  /** Another text once the file was changed, or replaced. */
  readonly version: string
  /** Opens the file; a change since it was looked at ends the read with LocalFileError, before its last piece. */
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

/** What a download is of; one that was of something else is not continued. */
export interface PartialPin {
  /** Tells objects and their versions apart. */
  readonly identity: string
  readonly sizeBytes: number
  /** Size of the parts that progress is noted by. */
  readonly partSizeBytes: number
}

/** A download that is kept beside its file until it is complete. */
export interface PartialFile {
  /** As it was when the download was begun. */
  readonly partSizeBytes: number
  /** Parts that are there, from 0. */
  readonly doneParts: ReadonlySet<number>
  write(bytes: Uint8Array, position: number): Promise<void>
  /** Notes that all of a part was written, once it would survive a power failure. */
  partDone(part: number): Promise<void>
  /** Reads what is on the disk. */
  read(): AsyncIterable<Uint8Array>
  /** Gives it the file's name, unless the signal has fired by then. @throws what the signal was fired with */
  finish(signal: AbortSignal | undefined): Promise<void>
  /** Leaves it for a later call. */
  keep(): Promise<void>
  /** Throws it away. */
  discard(): Promise<void>
}

/** What the journal of an upload is of. */
export interface UploadPin {
  /** Tells clusters and objects apart; a journal of another one is refused. */
  readonly target: string
  /** Of the file; the upload of another one is not continued. */
  readonly version: string
  readonly partSizeBytes: number
}

/** An upload that an earlier call began. */
export interface FoundUpload {
  readonly pin: UploadPin
  readonly state: MultipartState
  /** AIStore was asked to make the parts the object, or was about to be. */
  readonly isCompleting: boolean
}

/** How far an upload has come, on disk; every promise resolves once it would survive a power failure. */
export interface UploadJournal {
  readonly found: FoundUpload | undefined
  /** Notes a new upload, in place of the one that was found. */
  begin(pin: UploadPin, uploadId: string): Promise<void>
  /** Notes that a part's last byte is about to go. */
  partUnsure(partNumber: number, sizeBytes: number): Promise<void>
  /** Notes that AIStore has a part. */
  partSent(partNumber: number, sizeBytes: number): Promise<void>
  completing(): Promise<void>
  /** Leaves it for a later call. */
  keep(): Promise<void>
  discard(): Promise<void>
}

/** What objects need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  /** Looks at a file that is to be sent. @throws LocalFileError for a missing one, a directory, an unreadable one */
  openFile(operation: string, path: string): Promise<FileSource>
  /**
   * Writes content beside `path` and renames it when it is complete, so that no partial file ever has that name, unless the signal has fired
   * by then. Gives the size.
   * @throws LocalFileError; whatever the content throws, and what the signal was fired with, and then `path` is as it was
   */
  writeFile(
    operation: string,
    path: string,
    content: AsyncIterable<Uint8Array>,
    exclusive: boolean,
    signal: AbortSignal | undefined,
  ): Promise<number>
  /**
   * Opens a download that outlives its process, or takes up the one that an earlier process left.
   * @throws LocalFileError, also while another process works on it
   */
  openPartial(operation: string, path: string, pin: PartialPin, exclusive: boolean): Promise<PartialFile>
  /**
   * Opens the journal of an upload, or makes one.
   * @throws LocalFileError, also for a file that is no journal or that of another object, and while another process works with it
   */
  openUploadJournal(operation: string, path: string, target: string): Promise<UploadJournal>
  /** Notes that a call that has ended still lets go of a path: who opens it next waits for that, instead of finding it taken. */
  leave(path: string, work: Promise<unknown>): void
  /** Makes a Node stream of content. @throws NotSupportedError where there are none */
  toNodeStream(content: AsyncIterable<Uint8Array>): NodeStream
  /** Tells whether a stream was read from, cancelled or broken before, as far as the platform can tell. */
  isDisturbed(stream: object): boolean
}
