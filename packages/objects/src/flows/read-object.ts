import {
  checkInteger,
  readResuming,
  type Connection,
  type ErrorContext,
  type ObjectRef,
  type OperationResponse,
  type SendOptions,
} from '@ais/core'
import { announcedBytes, contentLengthOf, parseChecksumType, type ContentRange } from '@ais/core/wire'
import { arrivedContent, closable, withChecksum, type ExpectedChecksum } from '../content/exact-content.js'
import { rangeOf, type GetObjectOptions } from '../get-options.js'
import { ObjectAttributes } from '../object-attributes.js'
import { callFor, callOf } from './call-for.js'
import { getArriving } from './get-arriving.js'
import { sendDirect } from './send-direct.js'
import { checkEncoding, checkPart, isWholeOnly, reopening } from './reopen-object.js'

/** Options of a read that is checked and goes on when it breaks. */
export interface ReadObjectOptions extends GetObjectOptions, SendOptions {
  /** How often a broken read is taken up again, 0 or more. @defaultValue 5 */
  readonly maxResumes?: number
  /** Ask the target that owns the object, without the proxy; where that is refused the proxy is asked as always. @defaultValue false */
  readonly direct?: boolean
}

/** Content that is being read. */
export interface ObjectContent {
  readonly attributes: ObjectAttributes
  /** Whether the content is held to the server's checksum: whole objects are, ranges and archive members cannot be. */
  readonly isVerified: boolean
  /** How many bytes `body` gives; `undefined` when the server did not say. */
  readonly sizeBytes: number | undefined
  /** The bytes; once. They come before the check of the whole: a mismatch is thrown at the end. */
  readonly body: AsyncGenerator<Uint8Array>
  /** Ends the read without the rest of the bytes. */
  discard(): void
}

const checksumOfWhole = (
  options: GetObjectOptions,
  { headers }: OperationResponse,
  place: ContentRange | undefined,
): ExpectedChecksum | undefined => {
  const { checksumType, checksumValue } = new ObjectAttributes(headers)
  const type = parseChecksumType(checksumType)
  if (isWholeOnly(options) || type === undefined || checksumValue === '') return undefined
  // A range that happens to be all of the object can be checked too.
  const isWhole = place === undefined || (place.start === 0 && place.end + 1 === place.total)
  return isWhole ? { type, value: checksumValue.toLowerCase() } : undefined
}

/** Takes content that is here already, as far as it is what the answer announces. */
const takeArrived = (first: OperationResponse, sizeBytes: number | undefined): Uint8Array | undefined =>
  contentLengthOf(first.headers) === sizeBytes ? first.body.takeWhole?.() : undefined

/**
 * Opens an object for a read that is held to the server's checksum and goes on where a connection broke, in the same version.
 * @throws ApiError ObjectNotFound, BucketNotFound, RangeNotSatisfiable, GetConflict; while reading also ChecksumError and
 * ObjectChangedError
 */
export const openObject = async (
  connection: Connection,
  object: ObjectRef,
  options: ReadObjectOptions = {},
): Promise<ObjectContent> => {
  const { maxResumes = 5, direct = false, signal, ending, timeoutMs: _timeoutMs, ...selection } = options
  const operation = getArriving(object, selection)
  const context: ErrorContext = {
    operation: operation.name,
    ...(operation.subject === undefined ? {} : { subject: operation.subject }),
  }
  const problem = operation.problem ?? checkInteger(operation.name, 'maxResumes', maxResumes, { min: 0 })
  const call = callFor(options)
  const asked = problem === undefined ? operation : { ...operation, problem }
  const firstCall = callOf(options)
  const first = await (direct ? sendDirect(connection, object, asked, firstCall) : connection.send(asked, firstCall))
  checkEncoding(first, context)
  const place = checkPart(rangeOf(selection), first, context)
  const checksum = checksumOfWhole(selection, first, place)
  const sizeBytes = announcedBytes(first)
  const opened = (body: AsyncGenerator<Uint8Array>): ObjectContent => ({
    attributes: new ObjectAttributes(first.headers),
    isVerified: checksum !== undefined,
    sizeBytes,
    body: closable(body, first.discard),
    discard: first.discard,
  })
  const whole = takeArrived(first, sizeBytes)
  // All of it is here: there is nothing that could break.
  if (whole !== undefined) return opened(arrivedContent(whole, checksum, context))
  const { remember, reopen } = reopening({ connection, object, options: selection, call, context, place })
  const resuming = readResuming({
    first,
    reopen,
    inPart: !isWholeOnly(selection),
    startBytes: place?.start ?? 0,
    maxResumes,
    context,
    signal,
    ending,
  })
  const content = remember?.remember(resuming) ?? resuming
  return opened(checksum === undefined ? content : withChecksum(content, checksum, context))
}
