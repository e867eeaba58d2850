import { callName, invalidInput, UnreachableError, type AisError, type ErrorContext, isAisError } from '@ais/core'
import { SimpleBuffer } from './simple-buffer.js'

/** Content that can be opened, each time from its start. */
export interface ContentIterator {
  /** Names the read in messages. */
  readonly context: ErrorContext
  /** Opens the content; nothing is sent before the first piece is taken. A break is taken up again `maxResumes` times at most. */
  open(options: { readonly maxResumes: number }): AsyncGenerator<Uint8Array>
}

/** Options of {@link ObjectFile}. */
export interface ObjectFileOptions {
  /** How often a broken read is taken up again over the life of the file, 0 or more. @defaultValue 5 */
  readonly maxResume?: number
}

const isBreak = (error: AisError): boolean =>
  error._tag === 'Unreachable' || (error._tag === 'Timeout' && error.phase !== 'total')

/** Reads an object like a file that cannot seek: in any sizes, buffered, and going on where a connection broke. */
export class ObjectFile implements AsyncDisposable {
  readonly #content: ContentIterator
  readonly #maxResume: number
  readonly #buffer = new SimpleBuffer()
  #pieces: AsyncGenerator<Uint8Array> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #position = 0
  #isClosed = false

  constructor(contentIterator: ContentIterator, options: ObjectFileOptions = {}) {
    this.#content = contentIterator
    this.#maxResume = options.maxResume ?? 5
  }

  /**
   * Reads up to `size` bytes, fewer only at the end; to the end for -1.
   * @throws InvalidInputError for a size that is none, a wrong `maxResume`, a closed file; UnreachableError once `maxResume` is used
   * up, and then the file is closed; otherwise what reading an object throws
   */
  read(size: number | null = -1): Promise<Uint8Array> {
    const wanted = size ?? -1
    // Reads take turns, so that two at once cannot share out a piece between them.
    const turn = this.#turn.then(
      () => this.#read(wanted),
      () => this.#read(wanted),
    )
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Tells how many bytes were handed out so far. @throws InvalidInputError for a closed file */
  tell(): number {
    this.#checkOpen()
    return this.#position
  }

  /** Tells whether the file can be read; not once it is closed. */
  readable(): boolean {
    return !this.#isClosed
  }

  /** Tells whether the file can seek: it cannot. */
  seekable(): boolean {
    return false
  }

  /** Ends the read and its connection; later reads fail. May be called again. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#buffer.empty()
    const pieces = this.#pieces
    this.#pieces = undefined
    await pieces?.return(undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #read(size: number): Promise<Uint8Array> {
    const { operation, subject } = this.#content.context
    this.#checkOpen()
    if (!Number.isSafeInteger(this.#maxResume) || this.#maxResume < 0)
      throw invalidInput(operation, 'maxResume', `must be a non-negative integer, got ${this.#maxResume}`, subject)
    if (!Number.isSafeInteger(size) || size < -1)
      throw invalidInput(operation, 'size', 'must be an integer from 0, or -1 for all', subject)
    if (size !== 0) await this.#fill(size)
    const bytes = this.#buffer.read(size)
    this.#position += bytes.length
    return bytes
  }

  async #fill(size: number): Promise<void> {
    this.#pieces ??= this.#content.open({ maxResumes: this.#maxResume })
    try {
      await this.#buffer.fill(this.#pieces, size)
    } catch (error) {
      await this.close()
      throw isAisError(error) && isBreak(error) ? this.#gaveUp(error) : error
    }
    this.#checkOpen()
  }

  #gaveUp(cause: AisError): UnreachableError {
    return new UnreachableError(
      `${callName(this.#content.context)}: the read could not be completed with maxResume ${this.#maxResume}, and the file is closed: ${cause.message}`,
      cause.context,
      cause,
    )
  }

  #checkOpen(): void {
    const { operation, subject } = this.#content.context
    if (this.#isClosed) throw invalidInput(operation, 'file', 'is closed', subject)
  }
}

/** Reads an object like a file; the name that newer SDKs give to {@link ObjectFile}. */
export { ObjectFile as ObjectFileReader }
