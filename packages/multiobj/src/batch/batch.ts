import { invalidInput, type BucketRef, type CallOptions, type Connection, type ObjectRef } from '@ais/core'
import { readBatch, type ReadBatchOptions } from '../flows/read-batch.js'
import { getBatch, type GetBatchOptions } from '../operations/get-batch.js'
import type { BatchEntry } from './batch-entry.js'
import { checkRequest, type BatchRequest, type BatchRequestOptions } from './batch-request.js'

const operation = 'multiobj.getBatch'

/** Options of {@link Batch}. */
export interface BatchOptions extends GetBatchOptions {
  /** What to get; a name is of the batch's bucket. @defaultValue none, to be added later */
  readonly objects?: ObjectRef | string | readonly (ObjectRef | string)[]
}

/** Options of {@link Batch.get}. */
export interface BatchGetOptions extends CallOptions, Pick<ReadBatchOptions, 'maxZipBytes'> {
  /** Empty the batch, so that it can be filled anew. @defaultValue true */
  readonly clearBatch?: boolean
}

/** A batch's archive as it arrives. */
export interface RawBatch {
  /** `application/x-tar` and the like, or `multipart/mixed` with its boundary. */
  readonly contentType: string
  /** The bytes; once. */
  readonly body: AsyncIterable<Uint8Array>
  /** Ends the read without the rest of the bytes. */
  discard(): void
}

/** Many objects, parts of them, or members of archives, of one bucket or several, got in one answer and in order. */
export class Batch {
  readonly #connection: Connection
  readonly #options: GetBatchOptions
  #requests: BatchRequest[] = []

  /** @throws InvalidInputError for a name without a bucket */
  constructor(connection: Connection, { objects = [], ...options }: BatchOptions = {}) {
    this.#connection = connection
    this.#options = options
    for (const object of Array.isArray(objects) ? (objects as readonly (ObjectRef | string)[]) : [objects as ObjectRef])
      this.add(object)
  }

  /** What was added, in order. */
  get requestsList(): readonly BatchRequest[] {
    return [...this.#requests]
  }

  /** How much was added. */
  get length(): number {
    return this.#requests.length
  }

  /**
   * Adds an object, a range of it, or a member of it; a name is of the batch's bucket. The same may be added again.
   * @throws InvalidInputError for a wrong name, a name without a bucket, or a range that cannot be
   */
  add(object: ObjectRef | string, options: BatchRequestOptions = {}): this {
    const bucket: BucketRef | undefined = typeof object === 'string' ? this.#options.bucket : object.bucket
    const name = typeof object === 'string' ? object : object.name
    if (bucket === undefined)
      throw invalidInput(operation, 'bucket', `is missing for the name '${name}': give the batch one, or add an object`)
    const request: BatchRequest = { ...options, bucket, name }
    const problem = checkRequest(operation, request)
    if (problem !== undefined) throw problem
    this.#requests.push(request)
    return this
  }

  /** Empties the batch; its options stay. */
  clear(): this {
    this.#requests = []
    return this
  }

  /** Gets what was added when this was called, as entries in order. See {@link readBatch}. */
  get(options: BatchGetOptions = {}): AsyncGenerator<BatchEntry> {
    const { clearBatch = true, ...read } = options
    return readBatch(this.#connection, this.#take(clearBatch), { ...this.#options, ...read })
  }

  /** Gets the answer as AIStore sends it, to be read or stored as it is. See {@link getBatch}. */
  async getRaw({
    clearBatch = true,
    ...call
  }: Omit<BatchGetOptions, 'maxZipBytes' | 'maxUnpackedBytes'> = {}): Promise<RawBatch> {
    const response = await this.#connection.send(getBatch(this.#take(clearBatch), this.#options), call)
    const { body, discard, headers } = response
    return { contentType: headers.get('content-type') ?? '', body, discard }
  }

  #take(isCleared: boolean): readonly BatchRequest[] {
    const taken = this.requestsList
    if (isCleared) this.clear()
    return taken
  }
}
