import { AbortedError, invalidInput, type BucketHandle } from '@ais/core'
import { OpenShard } from './open-shard.js'
import { parseRecord, type DatasetRecord } from './record/dataset-record.js'
import { encodeColumn } from './record/encode-column.js'
import { shardRules, type ShardOptions, type ShardRules, type WrittenShard } from './shard-options.js'

const operation = 'dataset.write'

/**
 * Writes samples into WebDataset shards, one after the other, each stored as a stream while it is written: memory holds one record at a
 * time. Close it to store the last shard; nothing of a shard is visible before it is complete.
 */
export class ShardWriter implements AsyncDisposable {
  readonly #bucket: BucketHandle
  readonly #options: ShardOptions
  readonly #rules: ShardRules
  #number: number
  #open: OpenShard | undefined
  #lastKey: string | undefined
  #isEnded = false
  #work: Promise<void> = Promise.resolve()

  /** @throws InvalidInputError for limits below 1 or a pattern that is no object's name */
  constructor(bucket: BucketHandle, options: ShardOptions = {}) {
    this.#rules = shardRules(operation, bucket, options)
    this.#bucket = bucket
    this.#options = options
    this.#number = this.#rules.startShard
  }

  /**
   * Adds a sample, in the order of calls; resolves when enough of it was sent. After a failure the writer is ended: shards stored before
   * stay, the one under way is not stored.
   * @throws InvalidInputError for a record without key, with two, or with the key of the record before; LocalFileError; what storing
   * objects throws
   */
  write(record: DatasetRecord): Promise<void> {
    return this.#inTurn(() => this.#write(record))
  }

  /** Stores the last shard and ends the writer. Safe to call twice. @throws what storing objects throws */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isEnded = true
      await this.#closeShard()
    })
  }

  /** Ends the writer without storing the shard under way. Safe to call twice. */
  abort(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isEnded = true
      const shard = this.#open
      this.#open = undefined
      await shard?.abandon(new AbortedError(`${operation}: the writer was aborted`, { operation }))
    })
  }

  /** Closes the writer. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.#work.then(step)
    this.#work = done.catch(() => {})
    return done
  }

  async #write(record: DatasetRecord): Promise<void> {
    if (this.#isEnded) throw invalidInput(operation, 'record', 'comes after the writer was closed, aborted or failed')
    const { key, columns } = parseRecord(operation, record)
    if (key === this.#lastKey)
      throw invalidInput(operation, '__key__', `'${key}' is that of the record before; readers would take both for one`)
    const encoded = columns.map(
      (column) => [column[0], encodeColumn(operation, key, column, this.#options.encoder)] as const,
    )
    try {
      if (this.#isFull()) await this.#closeShard()
      this.#open ??= new OpenShard(this.#bucket, this.#rules.nameOf(this.#number++), this.#options)
      await this.#open.add(key, encoded)
      this.#lastKey = key
    } catch (error) {
      this.#isEnded = true
      this.#open = undefined
      throw error
    }
  }

  #isFull(): boolean {
    const { maxCount, maxSizeBytes } = this.#rules
    return this.#open !== undefined && (this.#open.sampleCount >= maxCount || this.#open.contentBytes >= maxSizeBytes)
  }

  async #closeShard(): Promise<void> {
    const shard = this.#open
    this.#open = undefined
    if (shard === undefined) return
    const written: WrittenShard = await shard.close()
    this.#options.onShard?.(written)
  }
}
