import {
  callName,
  DecodeError,
  NotSupportedError,
  type SendOptions,
  type Connection,
  type ErrorContext,
  type ObjectRef,
  type OperationResponse,
} from '@ais/core'
import { parseContentRange, type ContentRange } from '@ais/core/wire'
import { SameStart } from '../content/same-start.js'
import { rangeOf, type GetObjectOptions } from '../get-options.js'
import { getArriving } from './get-arriving.js'
import { headObjectV2 } from '../operations/head-object-v2.js'
import { formatByteRange, type ByteRange } from '../wire/byte-range.js'

/** A read that was answered once, and may have to be asked again. */
export interface OpenRead {
  readonly connection: Connection
  readonly object: ObjectRef
  readonly options: GetObjectOptions
  /** Options of each further call; its time limit is what is left. */
  readonly call: () => SendOptions
  readonly context: ErrorContext
  /** Of the first answer in the object; `undefined` when it was all of it. */
  readonly place: ContentRange | undefined
}

/** Tells whether the server gives this content as a whole only: it is then read again from the start, and skipped. */
export const isWholeOnly = (options: GetObjectOptions): boolean =>
  options.archiveConfig !== undefined || options.etlName !== undefined || options.etl !== undefined

/** A server that tells the size must give all of what was asked for, up to the end; one that does not may stop before. */
const isWhatWasAsked = (asked: ByteRange, { start, end, total }: ContentRange): boolean => {
  if (asked.kind === 'suffix')
    return total === undefined
      ? end - start < asked.length
      : start === Math.max(0, total - asked.length) && end === total - 1
  const to = asked.end ?? Infinity
  return start === asked.start && (total === undefined ? end <= to : end === Math.min(to, total - 1))
}

/** Refuses content that something on the way has encoded: neither its bytes nor its length are those of the object. @throws DecodeError */
export const checkEncoding = (response: OperationResponse, context: ErrorContext): void => {
  const encoding = response.headers.get('content-encoding') ?? ''
  if (encoding === '' || encoding === 'identity') return
  response.discard()
  throw new DecodeError(
    'Content-Encoding',
    `is ${encoding.slice(0, 20)}, which was not asked for and AIStore does not do: something between here and AIStore changes content`,
    { ...context, node: response.node },
  )
}

/**
 * Refuses an answer that is not the part that was asked for, and gives its place in the object; none where all was asked for and given.
 * @throws NotSupportedError, DecodeError
 */
export const checkPart = (
  asked: ByteRange | undefined,
  response: OperationResponse,
  context: ErrorContext,
): ContentRange | undefined => {
  if (response.status !== 206) {
    if (asked === undefined) return undefined
    response.discard()
    throw new NotSupportedError(
      `${callName(context)}: asked for a range, ${response.node} answered ${response.status} with the whole; something between here and AIStore drops the Range header`,
      context,
    )
  }
  const part = parseContentRange(response.headers.get('content-range'))
  // A part that nobody asked for is in order if it is all there is.
  if (part !== undefined && isWhatWasAsked(asked ?? { kind: 'from', start: 0 }, part)) return part
  response.discard()
  throw new DecodeError('Content-Range', 'is missing or not the range that was asked for', {
    ...context,
    node: response.node,
  })
}

/** What to ask for after a break; `undefined` for all of the object. */
const leftOf = (
  asked: ByteRange | undefined,
  place: ContentRange | undefined,
  deliveredBytes: number,
): ByteRange | undefined => {
  if (asked === undefined && deliveredBytes === 0) return undefined
  // A suffix has a place in the object since the first answer told it.
  const end = asked?.kind === 'suffix' ? place?.end : asked?.end
  return {
    kind: 'from',
    start: (place?.start ?? 0) + deliveredBytes,
    ...(end === undefined ? {} : { end }),
  }
}

const reopenPart = async (open: OpenRead, deliveredBytes: number): Promise<OperationResponse> => {
  const { connection, object, context } = open
  const asked = rangeOf(open.options)
  const { present } = await connection.send(headObjectV2(object, ['version']), open.call())
  // A range of a remote object that has left the cluster would wait for all of it: better from the start, and skipped.
  const isAnew = !present && asked === undefined
  const { offsetBytes: _offset, lengthBytes: _length, blobDownloadConfig: _blob, ...rest } = open.options
  const left = leftOf(asked, open.place, deliveredBytes)
  const options = isAnew
    ? open.options
    : { ...rest, ...(left === undefined ? {} : { byteRange: formatByteRange(left) }) }
  const response = await connection.send(getArriving(object, options), open.call())
  checkEncoding(response, context)
  if (asked !== undefined) checkPart(left, response, context)
  return response
}

/** Says how an answered read is asked again after a break. */
export const reopening = (
  open: OpenRead,
): {
  readonly remember: SameStart | undefined
  readonly reopen: (deliveredBytes: number) => Promise<OperationResponse>
} => {
  if (!isWholeOnly(open.options))
    return { remember: undefined, reopen: (deliveredBytes) => reopenPart(open, deliveredBytes) }
  const start = new SameStart(open.context)
  return {
    remember: start,
    reopen: async () => {
      const response = await open.connection.send(getArriving(open.object, open.options), open.call())
      checkEncoding(response, open.context)
      return { ...response, body: start.check(response.body) }
    },
  }
}
