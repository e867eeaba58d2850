import { checkInteger, firstProblem, invalidInput, type CallOptions, type Connection, type ObjectRef } from '@ais/core'
import { contentBody, type Content } from './content/content-source.js'
import { countedBody } from './content/counted-body.js'
import { checkedState, type MultipartPart, type MultipartState } from './multipart-state.js'
import { abortMultipart, completeMultipart, createMultipart, maxPartNumber, putPart } from './operations/multipart.js'

/** Options of a part's content. */
export interface PutPartOptions extends CallOptions {
  /** Length of the content in bytes; needed for streams. @defaultValue as known of the content */
  readonly sizeBytes?: number
  /**
   * Called before the part's last byte is handed over, and awaited: who keeps the upload's state must keep the part as `unsure` then. When
   * it fails, the part has not gone out.
   * @defaultValue none
   */
  readonly onUnsure?: () => Promise<void> | void
}

/** Writes one part of an upload. */
export interface PartWriter {
  readonly partNumber: number
  /** Uploads content as the part. */
  putContent(content: Content, options?: PutPartOptions): Promise<void>
  /** Uploads a local file as the part. */
  putFile(path: string, options?: PutPartOptions): Promise<void>
}

const operation = 'objects.multipartUpload'

/**
 * Uploads an object in parts, in any order and several at a time; the object appears when the upload is completed. `state` can be kept and
 * given to another upload to go on. A part must never arrive twice, since AIStore 5.0 then corrupts the object: one that failed may be sent
 * again only while its last byte was not handed over; after that the upload can only be aborted.
 */
export class MultipartUpload {
  readonly #client: Connection
  readonly #object: ObjectRef
  readonly #parts = new Map<number, MultipartPart>()
  readonly #underWay = new Map<number, MultipartPart>()
  #uploadId = ''

  /** @throws InvalidInputError for a state that is none */
  constructor(client: Connection, object: ObjectRef, state?: MultipartState) {
    this.#client = client
    this.#object = object
    if (state === undefined) return
    const { uploadId, parts } = checkedState(state)
    this.#uploadId = uploadId
    for (const part of parts) this.#parts.set(part.partNumber, part)
  }

  /** The upload's id; `''` before {@link create}. */
  get uploadId(): string {
    return this.#uploadId
  }

  /** How far the upload has come, as data to keep. Parts on their way are `unsure`: whoever takes the state up cannot know whether they arrived. */
  get state(): MultipartState {
    const parts = new Map([...this.#underWay, ...this.#parts])
    return { uploadId: this.#uploadId, parts: [...parts.values()] }
  }

  /** Begins the upload, and gives it back. @throws InvalidInputError when it has begun */
  async create(call: CallOptions = {}): Promise<this> {
    if (this.#uploadId !== '') throw invalidInput(operation, 'uploadId', 'is there already: the upload has begun')
    this.#uploadId = await this.#client.send(createMultipart(this.#object), call)
    return this
  }

  /**
   * Gives a writer of a part; sends nothing.
   * @param partNumber - 1 or more; no number twice
   * @throws InvalidInputError before {@link create}, for a number that is none, or that was sent
   */
  addPart(partNumber: number): PartWriter {
    const problem = this.#checkPart(partNumber)
    if (problem !== undefined) throw problem
    return {
      partNumber,
      putContent: (content, options) => this.#put(partNumber, content, options),
      putFile: (path, options) => this.#put(partNumber, { path }, options),
    }
  }

  #checkPart(partNumber: number) {
    return firstProblem(
      this.#uploadId === ''
        ? invalidInput(operation, 'uploadId', 'is not there yet: create the upload first')
        : undefined,
      checkInteger(operation, 'partNumber', partNumber, { min: 1, max: maxPartNumber }),
      this.#underWay.has(partNumber) || this.#parts.has(partNumber)
        ? invalidInput(
            operation,
            'partNumber',
            `${partNumber} was sent, or may have been: sent twice it corrupts the object; abort, and begin anew`,
          )
        : undefined,
    )
  }

  async #put(partNumber: number, content: Content, options: PutPartOptions = {}): Promise<void> {
    const problem = this.#checkPart(partNumber)
    if (problem !== undefined) throw problem
    const { sizeBytes, onUnsure, ...call } = options
    this.#underWay.set(partNumber, { partNumber, sizeBytes: sizeBytes ?? 0, state: 'unsure' })
    try {
      const body = await contentBody(operation, content, sizeBytes)
      const counted = countedBody(body, async () => {
        await onUnsure?.()
        this.#parts.set(partNumber, { partNumber, sizeBytes: counted?.sizeBytes ?? 0, state: 'unsure' })
      })
      await this.#client.send(putPart(this.#object, this.#uploadId, partNumber, counted?.body ?? body), call)
      this.#parts.set(partNumber, { partNumber, sizeBytes: counted?.sizeBytes ?? 0, state: 'sent' })
    } finally {
      this.#underWay.delete(partNumber)
    }
  }

  /**
   * Makes the parts the object. {@link completeMultipart}
   * @throws InvalidInputError for gaps, no parts, a part that is still on its way, and one of which nobody knows whether it arrived
   */
  async complete(call: CallOptions = {}): Promise<void> {
    const [pending] = this.#underWay.keys()
    // The object would lack it, and when it is the last one no gap would tell.
    if (pending !== undefined)
      throw invalidInput(operation, 'parts', `have number ${pending}, which is still on its way: await it first`)
    const unsure = [...this.#parts.values()].find(({ state }) => state === 'unsure')
    if (unsure !== undefined)
      throw invalidInput(
        operation,
        'parts',
        `have number ${unsure.partNumber}, whose answer was lost: abort the upload and begin anew`,
      )
    await this.#client.send(completeMultipart(this.#object, this.#uploadId, [...this.#parts.keys()]), call)
  }

  /** Throws the upload and its parts away. {@link abortMultipart} */
  async abort(call: CallOptions = {}): Promise<void> {
    await this.#client.send(abortMultipart(this.#object, this.#uploadId), call)
  }
}
