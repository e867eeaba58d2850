import type { AisError } from '../errors/ais-error.js'
import { AisErrorBase, type ErrorContext } from '../errors/ais-error-base.js'
import { ObjectChangedError } from '../errors/object-changed-error.js'
import { UnreachableError } from '../errors/unreachable-error.js'
import type { OperationResponse } from '../operation.js'
import { backoffMs } from '../retry/backoff.js'
import { pause } from '../send/call-scope.js'
import { checksumTypeHeader, checksumValueHeader } from '../wire/checksum-type.js'
import { parseContentRange } from '../wire/content-range.js'

/** How a content that may break is read to its end. */
export interface ResumableRead {
  /** The answer that is read first. */
  readonly first: OperationResponse
  /** Asks again, for the content from this many bytes after the start of `first`; `undefined` when it cannot be asked in part. */
  readonly reopen: (offsetBytes: number) => Promise<OperationResponse>
  /** `false` for content that the server gives as a whole only (archive members): it is read again and skipped. */
  readonly inPart: boolean
  /** Position in the object at which `first` starts. */
  readonly startBytes: number
  /** How often a broken read is taken up again, 0 or more. */
  readonly maxResumes: number
  readonly context: ErrorContext
  readonly signal?: AbortSignal | undefined
  /** Called with the number of resumes so far, before asking again. */
  readonly onResume?: (count: number, cause: AisError) => Promise<void> | void
}

/** What must stay the same for two answers to be of one object. */
const pinOf = ({ headers }: OperationResponse): string =>
  [headers.get('ais-version'), headers.get(checksumTypeHeader), headers.get(checksumValueHeader)].join(' ')

const isResumable = (error: unknown): error is AisError =>
  error instanceof AisErrorBase &&
  ((error as AisError)._tag === 'Unreachable' ||
    ((error as AisError)._tag === 'Timeout' && (error as { phase?: unknown }).phase !== 'total'))

const changed = (context: ErrorContext, how: string): ObjectChangedError =>
  new ObjectChangedError(
    `${context.operation} ${context.subject ?? ''}: the object changed while it was read (${how}); what was read so far is not of one version, read it again`,
    context,
  )

/** How many bytes of a new answer were delivered before and must be skipped. */
const bytesToSkip = (read: ResumableRead, response: OperationResponse, delivered: number): number => {
  if (!read.inPart || response.status !== 206) return delivered
  const range = parseContentRange(response.headers.get('content-range'))
  const wanted = read.startBytes + delivered
  if (range !== undefined && range.start <= wanted) return wanted - range.start
  response.discard()
  throw new UnreachableError(
    `${read.context.operation} ${read.context.subject ?? ''}: asked to go on at byte ${wanted}, ${response.node} answered with another range`,
    read.context,
  )
}

/** Pieces of an answer after its first `skip` bytes. */
const after = async function* (body: AsyncIterable<Uint8Array>, skip: number): AsyncGenerator<Uint8Array> {
  let left = skip
  for await (const piece of body) {
    if (left >= piece.length) left -= piece.length
    else {
      yield left === 0 ? piece : piece.subarray(left)
      left = 0
    }
  }
}

/**
 * Reads content to its end through broken connections: each time it goes on at the exact byte where it broke, and only
 * if version and checksum are those of the first answer.
 * @throws ObjectChangedError, or the error that broke the read once `maxResumes` are used up
 */
export const readResuming = async function* (read: ResumableRead): AsyncGenerator<Uint8Array> {
  const pin = pinOf(read.first)
  let response = read.first
  let skip = 0
  let delivered = 0
  let resumes = 0
  for (;;) {
    try {
      for await (const piece of after(response.body, skip)) {
        delivered += piece.length
        yield piece
      }
      return
    } catch (error) {
      if (!isResumable(error) || resumes >= read.maxResumes) throw error
      resumes += 1
      await read.onResume?.(resumes, error)
      await pause(backoffMs(resumes, { baseDelayMs: 50, maxDelayMs: 2_000 }), read.signal ?? new AbortController().signal)
      response = await read.reopen(read.inPart ? delivered : 0)
    }
    if (pinOf(response) !== pin) {
      response.discard()
      throw changed(read.context, 'another version or checksum')
    }
    skip = bytesToSkip(read, response, delivered)
  }
}
