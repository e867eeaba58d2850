import {
  DecodeError,
  NotSupportedError,
  type CallOptions,
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
import { formatByteRange, restOfRange, type ByteRange } from '../wire/byte-range.js'

/** A read that was answered once, and may have to be asked again. */
export interface OpenRead {
  readonly connection: Connection
  readonly object: ObjectRef
  readonly options: GetObjectOptions
  /** Options of each further call; its time limit is what is left. */
  readonly call: () => CallOptions
  readonly context: ErrorContext
  readonly first: OperationResponse
}

/** Tells whether the server gives this content as a whole only: it is then read again from the start, and skipped. */
export const isWholeOnly = (options: GetObjectOptions): boolean =>
  options.archiveConfig !== undefined || options.etlName !== undefined || options.etl !== undefined

/** A server that tells the size must give all of what was asked for, up to the end. */
const isWhatWasAsked = (asked: ByteRange, { start, end, total }: ContentRange): boolean => {
  const last = (total ?? Infinity) - 1
  const [from, to] =
    asked.kind === 'suffix'
      ? [Math.max(0, last + 1 - asked.length), last]
      : [asked.start, Math.min(asked.end ?? Infinity, last)]
  return total === undefined ? end <= to : start === from && end === to
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

/** Refuses an answer that is not the part that was asked for. @throws NotSupportedError, DecodeError */
export const checkPart = (asked: ByteRange | undefined, response: OperationResponse, context: ErrorContext): void => {
  if (asked === undefined) return
  if (response.status !== 206) {
    response.discard()
    throw new NotSupportedError(
      `${context.operation} ${context.subject ?? ''}: asked for a range, ${response.node} answered ${response.status} with the whole; something between here and AIStore drops the Range header`,
      context,
    )
  }
  const part = parseContentRange(response.headers.get('content-range'))
  if (part !== undefined && isWhatWasAsked(asked, part)) return
  response.discard()
  throw new DecodeError('Content-Range', 'is missing or not the range that was asked for', {
    ...context,
    node: response.node,
  })
}

/** Says how many bytes an answer announces; `undefined` when it does not. */
export const announcedBytes = ({ headers }: OperationResponse): number | undefined => {
  const range = parseContentRange(headers.get('content-range'))
  if (range !== undefined) return range.end - range.start + 1
  const length = headers.get('content-length')
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

const reopenPart = async (open: OpenRead, deliveredBytes: number): Promise<OperationResponse> => {
  const { connection, object, first, context } = open
  const {
    offsetBytes: _offset,
    lengthBytes: _length,
    byteRange: _range,
    blobDownloadConfig: _blob,
    ...whole
  } = open.options
  const asked = rangeOf(open.options)
  const placed = parseContentRange(first.headers.get('content-range'))
  const { present } = await connection.send(headObjectV2(object, ['version']), open.call())
  // A range of a remote object that has left the cluster would wait for all of it: better from the start, and skipped.
  if (!present && asked === undefined) {
    const again = await connection.send(getArriving(object, open.options), open.call())
    checkEncoding(again, context)
    return again
  }
  // A suffix has a place in the object since the first answer told the size.
  const range =
    asked?.kind === 'suffix' && placed !== undefined
      ? { kind: 'from' as const, start: placed.start, end: placed.end }
      : (asked ?? { kind: 'from' as const, start: 0 })
  const left = restOfRange(range, deliveredBytes) ?? range
  const isAll = deliveredBytes === 0 && asked === undefined
  const response = await connection.send(
    getArriving(object, isAll ? whole : { ...whole, byteRange: formatByteRange(left) }),
    open.call(),
  )
  checkEncoding(response, context)
  checkPart(asked === undefined ? undefined : left, response, context)
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
