import {
  callName,
  ChecksumError,
  checksumOf,
  untilAborted,
  type CallOptions,
  type Connection,
  type ErrorContext,
  type ObjectRef,
} from '@ais/core'
import { defaultChecksumType, parseChecksumType, type ChecksumType } from '@ais/core/wire'
import { contentBody, type Content } from '../content/content-source.js'
import { hashedBody } from '../content/hashed-body.js'
import type { ObjectAttributes } from '../object-attributes.js'
import { callOf } from './call-for.js'
import { puttingObject, type PuttingObject, type PutObjectOptions } from '../operations/put-object.js'

/** Options of {@link putContent}. */
export interface PutContentOptions extends CallOptions, Pick<PutObjectOptions, 'skipVersionCheck'> {
  /** Length of the content in bytes; other content fails. @defaultValue as known of the content; chunked encoding for streams */
  readonly sizeBytes?: number
}

/** What came of storing content. */
export interface PutResult {
  /**
   * The object's attributes. Empty if the object had this very content before: AIStore then leaves it as it is, its version too, and
   * tells nothing.
   */
  readonly attributes: ObjectAttributes
  /** Bytes stored. */
  readonly sizeBytes: number
  /**
   * Whether the stored content was held to the checksum of what was sent. Not for buckets without checksums, and not for streams into
   * buckets with another type than XXH64, since a stream's checksum is computed in passing, before the bucket's type is known.
   */
  readonly verified: boolean
}

const matches = async (
  attributes: ObjectAttributes,
  own: (type: ChecksumType) => Promise<string> | string | undefined,
  context: ErrorContext,
): Promise<boolean> => {
  const type = parseChecksumType(attributes.checksumType)
  const expected = type === undefined ? undefined : await own(type)
  if (type === undefined || expected === undefined) return false
  const actual = attributes.checksumValue.toLowerCase()
  if (actual === expected) return true
  throw new ChecksumError(
    { type, expected, actual },
    `${callName(context)}: the object is stored wrong: what was sent has ${type} ${expected}, AIStore stored ${actual}; write it again or delete it`,
    context,
  )
}

/** AIStore answers without any attribute when the object had the checksum that was sent along. */
const isUntouched = (attributes: ObjectAttributes): boolean =>
  attributes.accessTime === '' && attributes.objVersion === '' && attributes.checksumType === ''

interface Putting {
  readonly connection: Connection
  readonly object: PuttingObject
  readonly content: Content
  readonly options: PutContentOptions
  readonly context: ErrorContext
}

/** The whole of {@link putContent}, which may still be at the disk or hashing when its signal has fired. */
const put = async ({ connection, object, content, options, context }: Putting): Promise<PutResult> => {
  const call = callOf(options)
  const body = await contentBody(context.operation, content, options.sizeBytes)
  if (body.kind === 'bytes') {
    const { bytes } = body
    const checksum = { type: defaultChecksumType, value: await checksumOf(defaultChecksumType, bytes) }
    const attributes = await connection.send(object.put(body, checksum), call)
    const own = (type: ChecksumType): Promise<string> | string =>
      type === checksum.type ? checksum.value : checksumOf(type, bytes)
    return {
      attributes,
      sizeBytes: bytes.length,
      verified: isUntouched(attributes) || (await matches(attributes, own, context)),
    }
  }
  const hashed = hashedBody(body)
  const attributes = await connection.send(object.put(hashed.body), call)
  const own = (type: ChecksumType): Promise<string> | undefined =>
    hashed.checksumTypes.includes(type) ? hashed.digest() : undefined
  return { attributes, verified: await matches(attributes, own, context), sizeBytes: hashed.sizeBytes() }
}

/**
 * Stores content as an object and holds what was stored to the checksum of what was sent. For bytes in memory the checksum goes along, so
 * that AIStore refuses damaged content; for streams it is computed in passing and compared with the answer's.
 * @throws InvalidInputError (content that is none, was read before or has another length), LocalFileError, ApiError BucketNotFound or
 * ChecksumMismatch, ChecksumError (the object is stored wrong), NotReplayableError
 */
export const putContent = async (
  connection: Connection,
  object: ObjectRef,
  content: Content,
  options: PutContentOptions = {},
): Promise<PutResult> => {
  // The names are checked before the content is touched.
  const putting = puttingObject(object, options)
  const { place } = putting
  if (place.problem !== undefined) throw place.problem
  const context: ErrorContext = {
    operation: place.name,
    ...(place.subject === undefined ? {} : { subject: place.subject }),
  }
  return untilAborted(() => put({ connection, object: putting, content, options, context }), options.signal, context)
}

/**
 * Stores a local file as an object.
 * @throws LocalFileError (missing, a directory, changed while it was sent) and what {@link putContent} throws
 */
export const putFile = (
  connection: Connection,
  object: ObjectRef,
  path: string,
  options: PutContentOptions = {},
): Promise<PutResult> => putContent(connection, object, { path }, options)
