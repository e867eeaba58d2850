import { bucketUri, invalidInput, type CallOptions, type Connection, type ObjectRef } from '@ais/core'
import type { Content } from './content/content-source.js'
import { appendContent } from './flows/append-content.js'
import { putContent } from './flows/put-content.js'

/** How a file for writing begins: `a` with the content the object has, `w` with an empty object. */
export type WriteMode = 'a' | 'w'

/**
 * Writes an object like a file, one append per write; the object shows what was written after `flush` or `close`. Nothing is sent before
 * the first call. After a failed write the file is of no more use: AIStore may or may not have what was written.
 */
export class ObjectFileWriter implements AsyncDisposable {
  readonly #client: Connection
  readonly #object: ObjectRef
  readonly #mode: WriteMode
  readonly #call: CallOptions
  #handle = ''
  #isBegun = false
  #isClosed = false
  #failure: { readonly error: unknown } | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(client: Connection, object: ObjectRef, mode: WriteMode = 'a', call: CallOptions = {}) {
    this.#client = client
    this.#object = object
    this.#mode = mode
    this.#call = call
  }

  /**
   * Appends bytes or text, and gives the number of bytes.
   * @throws InvalidInputError for a wrong mode or a closed file; ApiError BucketNotFound
   */
  write(content: Uint8Array | string): Promise<number> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    return this.#next(async () => {
      this.#checkOpen()
      await this.#begin()
      if (bytes.length > 0) this.#handle = await this.#append(bytes, { handle: this.#handle })
      return bytes.length
    })
  }

  /** Makes what was written visible; sends nothing if nothing was written since the last flush. */
  flush(): Promise<void> {
    return this.#next(async () => {
      this.#checkOpen()
      await this.#begin()
      await this.#flush()
    })
  }

  /** Flushes, and ends the file. May be called again. */
  close(): Promise<void> {
    return this.#next(async () => {
      if (this.#isClosed) return
      this.#isClosed = true
      if (this.#failure !== undefined) return
      await this.#begin()
      await this.#flush()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #next<A>(work: () => Promise<A>): Promise<A> {
    // Calls take turns: each append needs the handle of the one before.
    const turn = this.#turn.then(work, work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #begin(): Promise<void> {
    if (this.#isBegun) return
    if (this.#mode !== 'a' && this.#mode !== 'w') throw this.#invalid('mode', "must be 'a' or 'w'")
    if (this.#mode === 'w') await putContent(this.#client, this.#object, new Uint8Array(0), this.#call)
    this.#isBegun = true
  }

  async #flush(): Promise<void> {
    if (this.#handle === '') return
    this.#handle = await this.#append(new Uint8Array(0), { handle: this.#handle, flush: true })
  }

  async #append(content: Content, options: { readonly handle: string; readonly flush?: boolean }): Promise<string> {
    try {
      return await appendContent(this.#client, this.#object, content, { ...this.#call, ...options })
    } catch (error) {
      this.#failure = { error }
      throw error
    }
  }

  #checkOpen(): void {
    if (this.#isClosed) throw this.#invalid('file', 'is closed')
    if (this.#failure !== undefined) throw this.#failure.error
  }

  #invalid(field: string, reason: string): Error {
    return invalidInput('objects.append', field, reason, `${bucketUri(this.#object.bucket)}/${this.#object.name}`)
  }
}
