import {
  DecodeError,
  isAisError,
  NotSupportedError,
  ObjectChangedError,
  type CallOptions,
  type Connection,
  type ErrorContext,
  type ObjectRef,
  type OperationResponse,
} from '@ais/core'
import { parseContentRange, type ContentRange } from '@ais/core/wire'
import { SameStart } from '../content/same-start.js'
import { rangeOf, type GetObjectOptions } from '../get-options.js'
import { getObject } from '../operations/get-object.js'
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

const isWithin = (asked: ByteRange, { start, end, total }: ContentRange): boolean =>
  asked.kind === 'suffix'
    ? end - start + 1 <= asked.length && (total === undefined || end + 1 === total)
    : start === asked.start && (asked.end === undefined || end <= asked.end)

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
  if (part !== undefined && isWithin(asked, part)) return
  response.discard()
  throw new DecodeError('Content-Range', 'is missing or not the range that was asked for', {
    ...context,
    node: response.node,
  })
}

const nothing = async function* (): AsyncGenerator<Uint8Array> {}

/** Stands for an answer of which all bytes had arrived when the connection broke. */
const atTheEnd = (first: OperationResponse): OperationResponse => ({
  ...first,
  status: 200,
  body: nothing(),
  discard: () => {},
})

/** Says how many bytes an answer announces; `undefined` when it does not, or when they are encoded. */
export const announcedBytes = ({ headers }: OperationResponse): number | undefined => {
  const range = parseContentRange(headers.get('content-range'))
  if (range !== undefined) return range.end - range.start + 1
  const encoding = headers.get('content-encoding') ?? ''
  const length = encoding === '' || encoding === 'identity' ? headers.get('content-length') : undefined
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
  if (!present && asked === undefined) return connection.send(getObject(object, open.options), open.call())
  // A suffix has a place in the object since the first answer told the size.
  const range =
    asked?.kind === 'suffix' && placed !== undefined
      ? { kind: 'from' as const, start: placed.start, end: placed.end }
      : (asked ?? { kind: 'from' as const, start: 0 })
  const left = restOfRange(range, deliveredBytes)
  if (left === undefined) return atTheEnd(first)
  try {
    const response = await connection.send(
      getObject(
        object,
        deliveredBytes === 0 && asked === undefined ? whole : { ...whole, byteRange: formatByteRange(left) },
      ),
      open.call(),
    )
    checkPart(asked === undefined ? undefined : left, response, context)
    return response
  } catch (error) {
    if (!isAisError(error) || error._tag !== 'Api' || error.code !== 'RangeNotSatisfiable') throw error
    throw new ObjectChangedError(
      `${context.operation} ${context.subject ?? ''}: the object changed while it was read (it is shorter now); what was read so far is not of one version, read it again`,
      context,
      error,
    )
  }
}

/** Says how an answered read is asked again after a break. */
export const reopening = (
  open: OpenRead,
): {
  readonly remember: SameStart | undefined
  readonly reopen: (deliveredBytes: number) => Promise<OperationResponse>
} => {
  const expected = announcedBytes(open.first)
  if (!isWholeOnly(open.options))
    return {
      remember: undefined,
      reopen: (deliveredBytes) =>
        deliveredBytes === expected ? Promise.resolve(atTheEnd(open.first)) : reopenPart(open, deliveredBytes),
    }
  const start = new SameStart(open.context)
  return {
    remember: start,
    reopen: async () => {
      const response = await open.connection.send(getObject(open.object, open.options), open.call())
      return { ...response, body: start.check(response.body) }
    },
  }
}
