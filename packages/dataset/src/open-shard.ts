import { InvalidInputError, isAisError, type BucketHandle } from '@ais/core'
import { putContent } from '@ais/objects'
import { createTarWriter } from '@ais/archives'
import type { EncodedColumn } from './record/encode-column.js'
import type { ShardOptions, WrittenShard } from './shard-options.js'

// What Python's webdataset gives its members.
const mode = 0o444
const owner = 'bigdata'

const operation = 'dataset.write'

/** A column's content, held to its length; whatever a reader of the caller's throws is told as input that failed. */
const contentOf = async function* (path: string, { sizeBytes, open }: EncodedColumn): AsyncGenerator<Uint8Array> {
  const refuse = (reason: string, cause?: unknown): InvalidInputError =>
    new InvalidInputError('column', `'${path}' ${reason}`, { operation }, cause)
  let length = 0
  try {
    for await (const piece of open()) {
      length += piece.length
      if (length > sizeBytes) throw refuse(`has more than the ${sizeBytes} bytes that were announced`)
      yield piece
    }
  } catch (error) {
    throw isAisError(error) ? error : refuse(`failed: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  if (length < sizeBytes) throw refuse(`ended after ${length} of ${sizeBytes} bytes`)
}

/** A shard that is stored while samples are added to it. */
export class OpenShard {
  readonly name: string
  #sampleCount = 0
  #contentBytes = 0
  readonly #tar = createTarWriter()
  readonly #stored: Promise<number>
  readonly #options: ShardOptions

  constructor(bucket: BucketHandle, name: string, options: ShardOptions) {
    this.name = name
    this.#options = options
    const call = options.signal === undefined ? {} : { signal: options.signal }
    this.#stored = putContent(bucket.client, { bucket, name }, this.#tar.content, call).then(
      ({ sizeBytes }) => sizeBytes,
      (error: unknown) => {
        // A TAR that nobody reads any more must not wait for its reader.
        this.#tar.abort(error)
        throw error
      },
    )
    this.#stored.catch(() => {})
  }

  get sampleCount(): number {
    return this.#sampleCount
  }

  /** Bytes of content, without what the TAR adds. */
  get contentBytes(): number {
    return this.#contentBytes
  }

  /** Adds a sample; waits until enough of it was sent. */
  async add(key: string, columns: readonly (readonly [string, EncodedColumn])[]): Promise<void> {
    const { mtimeMs = Date.now() } = this.#options
    try {
      for (const [column, content] of columns) {
        const path = `${key}.${column}`
        const { sizeBytes } = content
        await this.#tar.add({ path, sizeBytes, mode, owner, mtimeMs }, contentOf(path, content))
        this.#contentBytes += sizeBytes
      }
    } catch (error) {
      throw await this.#endedBy(error)
    }
    this.#sampleCount += 1
  }

  /** Ends the shard and waits until it is stored. */
  async close(): Promise<WrittenShard> {
    this.#tar.end()
    return { name: this.name, sampleCount: this.#sampleCount, sizeBytes: await this.#stored }
  }

  /** Ends the upload without storing anything. */
  async abandon(error: unknown): Promise<void> {
    this.#tar.abort(error)
    await this.#stored.catch(() => {})
  }

  /** What broke the writing: the content, or else the upload, which then stopped reading. Ends the upload. */
  async #endedBy(error: unknown): Promise<unknown> {
    this.#tar.abort(error)
    const ofUpload: unknown = await this.#stored.then(
      () => undefined,
      (failure: unknown) => failure,
    )
    return isAisError(error) ? error : (ofUpload ?? error)
  }
}
