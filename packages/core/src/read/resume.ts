import { isAisError, type AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import { ObjectChangedError } from '../errors/object-changed-error.js'
import { UnreachableError } from '../errors/unreachable-error.js'
import type { OperationResponse } from '../operation.js'
import { backoffMs } from '../retry/backoff.js'
import { conditionOf, retryLaw } from '../retry/retry-law.js'
import { pause } from '../send/call-scope.js'
import type { Ending } from '../transport/ending.js'
import { announcedBytes } from '../wire/announced-bytes.js'
import { checksumTypeHeader, checksumValueHeader } from '../wire/checksum-type.js'
import { parseContentRange } from '../wire/content-range.js'
import { contentLengthOf } from '../wire/content-length.js'

/** How a content that may break is read to its end. */
export interface ResumableRead {
  /** The answer that is read first. */
  readonly first: OperationResponse
  /** Asks again, for the content from this many bytes after the start of `first`; always from 0 unless `inPart`. */
  readonly reopen: (offsetBytes: number) => Promise<OperationResponse>
  /** `false` for content that the server gives as a whole only (archive members): it is read again and skipped. */
  readonly inPart: boolean
  /** Position in the object at which `first` starts. */
  readonly startBytes: number
  /** How often a broken read is taken up again, 0 or more. */
  readonly maxResumes: number
  readonly context: ErrorContext
  readonly signal?: AbortSignal | undefined
  /** Ends the read as `signal` does. */
  readonly ending?: Ending | undefined
  /** Called with the number of resumes so far, before asking again. */
  readonly onResume?: (count: number, cause: AisError) => Promise<void> | void
}

/** What is known of the object that an answer is of. */
interface Pin {
  readonly version: string
  /** Size of the whole object, where the answer tells it. */
  readonly totalBytes: number | undefined
}

const pinOf = ({ status, headers }: OperationResponse): Pin => ({
  version: [headers.get('ais-version'), headers.get(checksumTypeHeader), headers.get(checksumValueHeader)].join(' '),
  totalBytes: status === 206 ? parseContentRange(headers.get('content-range'))?.total : contentLengthOf(headers),
})

const isOfOne = (first: Pin, next: Pin): boolean =>
  first.version === next.version &&
  (first.totalBytes === undefined || next.totalBytes === undefined || first.totalBytes === next.totalBytes)

/** What ends the read, as one signal. */
const endOf = ({ signal, ending }: ResumableRead): AbortSignal =>
  AbortSignal.any([signal, ending?.signal].filter((one) => one !== undefined))

const isResumable = (error: unknown): error is AisError =>
  isAisError(error) && retryLaw[conditionOf(error)].reading === 'resume'

const changed = (context: ErrorContext, how: string, cause?: unknown): ObjectChangedError =>
  new ObjectChangedError(
    `${callName(context)}: the object changed while it was read (${how}); what was read so far is not of one version, read it again`,
    context,
    cause,
  )

/** How many bytes of a new answer were delivered before and must be skipped. */
const bytesToSkip = (read: ResumableRead, response: OperationResponse, delivered: number): number => {
  if (!read.inPart) return delivered
  const wanted = read.startBytes + delivered
  if (response.status !== 206) return wanted
  const range = parseContentRange(response.headers.get('content-range'))
  if (range !== undefined && range.start <= wanted) return wanted - range.start
  throw new UnreachableError(
    `${callName(read.context)}: asked to go on at byte ${wanted}, ${response.node} answered with another range`,
    read.context,
  )
}

/** At most `limit` bytes of an answer after its first `skip`. */
const part = async function* (
  body: AsyncIterable<Uint8Array>,
  skip: number,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let before = skip
  let left = limit
  for await (const piece of body) {
    // More than was promised: not read to its end. What ends right here is, so that its connection can be kept.
    if (left === 0) return
    const start = Math.min(before, piece.length)
    const end = Math.min(piece.length, start + left)
    before -= start
    left -= end - start
    if (end > start) yield end - start === piece.length ? piece : piece.subarray(start, end)
  }
}

/** Asks again, and makes sure that the answer goes on with what was read so far. */
const goOn = async (
  read: ResumableRead,
  pin: Pin,
  delivered: number,
): Promise<{ readonly response: OperationResponse; readonly skip: number }> => {
  let response: OperationResponse
  try {
    response = await read.reopen(read.inPart ? delivered : 0)
  } catch (error) {
    if (isAisError(error) && error._tag === 'Api' && error.code === 'RangeNotSatisfiable')
      throw changed(read.context, 'it is shorter now', error)
    throw error
  }
  try {
    if (!isOfOne(pin, pinOf(response))) throw changed(read.context, 'another version, checksum or size')
    return { response, skip: bytesToSkip(read, response, delivered) }
  } catch (error) {
    response.discard()
    throw error
  }
}

const onePiece = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/**
 * Reads content to its end through broken connections: each time it goes on at the exact byte where it broke, and only
 * if version, checksum and size are those of the first answer. Nothing comes after what the first answer promised, and
 * nothing less is taken for the whole.
 * @throws ObjectChangedError, or the error that broke the read once `maxResumes` are used up
 */
export const readResuming = async function* (read: ResumableRead): AsyncGenerator<Uint8Array> {
  const pin = pinOf(read.first)
  const expected = announcedBytes(read.first)
  const whole = read.first.body.takeWhole?.()
  if (whole !== undefined && whole.length === (expected ?? whole.length)) {
    // All of it is here: there is nothing that could break.
    if (whole.length > 0) yield whole
    return
  }
  let open: { readonly response: OperationResponse; readonly skip: number } | undefined = {
    response: whole === undefined ? read.first : { ...read.first, body: onePiece(whole) },
    skip: 0,
  }
  let delivered = 0
  for (let resumes = 0; ;) {
    try {
      open ??= await goOn(read, pin, delivered)
      for await (const piece of part(open.response.body, open.skip, (expected ?? Infinity) - delivered)) {
        delivered += piece.length
        yield piece
      }
      if (expected === undefined || delivered >= expected) return
      throw new UnreachableError(
        `${callName(read.context)}: the answer of ${open.response.node} was cut after ${delivered} of ${expected} bytes`,
        read.context,
      )
    } catch (error) {
      // All had come before the connection broke.
      if (isResumable(error) && delivered === expected) return
      if (!isResumable(error) || resumes >= read.maxResumes) throw error
      open = undefined
      resumes += 1
      await read.onResume?.(resumes, error)
      await pause(backoffMs(resumes, { baseDelayMs: 50, maxDelayMs: 2_000 }), endOf(read))
    }
  }
}
