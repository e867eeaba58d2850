import {
  bucketUri,
  checkInteger,
  firstProblem,
  invalidInput,
  isAisError,
  untilAborted,
  type CallOptions,
  type Connection,
  type ErrorContext,
  type InvalidInputError,
  type ObjectRef,
} from '@ais/core'
import { platform } from '#platform'
import { bytesOfBody, contentBody, type Content, type ContentBody, type LocalFile } from '../content/content-source.js'
import { inParts, type ContentPart } from '../content/in-parts.js'
import { partSource, type PartSource } from '../content/part-source.js'
import { putContent } from './put-content.js'
import type { MultipartUpload } from '../multipart-upload.js'
import { beginUpload, checkJournal, findUpload, isGone, leaveUpload, type KeptUpload } from './kept-upload.js'
import { checkUpload, sentContent } from './stored-content.js'
import { maxPartNumber } from '../operations/multipart.js'

/** How far {@link putInParts} has come. */
export interface PutInPartsProgress {
  /** Parts that are stored. */
  readonly doneParts: number
  /** Bytes of these parts. */
  readonly doneBytes: number
}

/** Options of {@link putInParts}. */
export interface PutInPartsOptions extends CallOptions {
  /**
   * Size of a part in bytes, 1 or more; the last may be smaller, and there are 9999 at most.
   * @defaultValue 16777216, and more for content that is known to be larger than 9999 of these
   */
  readonly partSizeBytes?: number
  /** Parts that are sent at the same time, 1 or more; as many are in memory. @defaultValue 4 */
  readonly numWorkers?: number
  /**
   * A local file that tells how far the upload has come while it is not complete. A call that finds it there goes on with the upload, if
   * the content is a local file that has not changed since; needs `{ path }` as content. A call that fails then leaves the upload to the next one.
   * @defaultValue none: an upload that fails is aborted
   */
  readonly journalPath?: string
  /** Called after each part. @defaultValue none */
  readonly onProgress?: (progress: PutInPartsProgress) => void
}

/** What came of {@link putInParts}. */
export interface PutInPartsResult {
  /** How many parts there were; 0 for empty content, which is stored as a whole. */
  readonly parts: number
  /** Size of the object. */
  readonly sizeBytes: number
  /**
   * Whether size and checksum of the object were held to what was sent, once it was complete. Not where the bucket has another checksum type
   * than XXH64 or crc32c and the parts arrived in order, where a HEAD is refused, and where somebody else has written the object since.
   */
  readonly verified: boolean
}

const operation = 'objects.putInParts'

const contextOf = (object: ObjectRef): ErrorContext => ({
  operation,
  subject: `${bucketUri(object.bucket)}/${object.name}`,
})
/** How often a part is tried that did not go out whole. */
const maxAttempts = 3

const defaultPartSizeBytes = 16 * 1024 * 1024

/** What may be tried again by a part that did not go out whole: such a part has taken no effect, though the call alone cannot know. */
const mayGoAgain = (error: unknown): boolean =>
  isAisError(error) && (error._tag === 'Unreachable' || error._tag === 'OutcomeUnknown')

/** What content is known to have, in bytes; `undefined` for streams. */
const sizeOf = (body: ContentBody): number | undefined => (body.kind === 'bytes' ? body.bytes.length : body.sizeBytes)

/** Finds out before anything is sent that there would be more parts than an upload may have. */
const checkParts = (sizeBytes: number, partSizeBytes: number): InvalidInputError | undefined =>
  sizeBytes <= partSizeBytes * maxPartNumber
    ? undefined
    : invalidInput(
        operation,
        'partSizeBytes',
        `is ${partSizeBytes}, and the content of ${sizeBytes} bytes would have more than ${maxPartNumber} parts; give ${Math.ceil(sizeBytes / maxPartNumber)} or more`,
      )

interface Putting {
  readonly check: (parts: number) => Promise<boolean>
  readonly source: PartSource
  readonly numWorkers: number
  readonly onProgress: PutInPartsOptions['onProgress']
  readonly call: CallOptions
  /** Ends the calls that are under way once one has failed. */
  readonly failed: AbortController
  readonly kept: KeptUpload
}

/** Sends the parts that are not there yet. */
const putAll = async (putting: Putting, upload: MultipartUpload, first: ContentPart): Promise<PutInPartsResult> => {
  const { check, source, numWorkers, onProgress, call, failed, kept } = putting
  const before = new Set(upload.state.parts.map(({ partNumber }) => partNumber))
  const progress = { doneParts: 0, doneBytes: 0 }
  const putPart = async ({ index, bytes }: ContentPart): Promise<void> => {
    const partNumber = index + 1
    const onUnsure = (): Promise<void> | undefined => kept.journal?.partUnsure(partNumber, bytes.length)
    for (let attempt = 1; !before.has(partNumber); attempt += 1)
      try {
        await upload.addPart(partNumber).putContent(bytes, { ...call, onUnsure })
        await kept.journal?.partSent(partNumber, bytes.length)
        break
      } catch (error) {
        const isGone = upload.state.parts.some((part) => part.partNumber === partNumber)
        if (isGone || attempt === maxAttempts || !mayGoAgain(error)) throw error
      }
    progress.doneParts += 1
    progress.doneBytes += bytes.length
    onProgress?.({ ...progress })
  }
  const work = async (): Promise<void> => {
    for (let next = await source.next(); next !== undefined; next = await source.next()) await putPart(next)
  }
  const workers = [putPart(first).then(work), ...Array.from({ length: numWorkers - 1 }, work)]
  try {
    await Promise.all(workers)
    await kept.journal?.completing()
    await upload.complete(call)
  } catch (error) {
    failed.abort(error)
    await Promise.allSettled(workers)
    await leaveUpload(kept, upload, error)
    throw error
  }
  const verified = await check(progress.doneParts)
  await kept.journal?.discard()
  return { parts: progress.doneParts, sizeBytes: progress.doneBytes, verified }
}

/** The whole of {@link putInParts}, which may still be at the disk when its signal has fired. */
const put = async (
  connection: Connection,
  object: ObjectRef,
  content: Content,
  options: PutInPartsOptions,
): Promise<PutInPartsResult> => {
  const { numWorkers = 4, onProgress, signal, timeoutMs, journalPath } = options
  const problem = firstProblem(
    checkInteger(operation, 'partSizeBytes', options.partSizeBytes, { min: 1, max: 2 ** 30 }),
    checkInteger(operation, 'numWorkers', numWorkers, { min: 1, max: 256 }),
    checkJournal(operation, journalPath, content),
  )
  if (problem !== undefined) throw problem
  const body = await contentBody(operation, content)
  const sizeBytes = sizeOf(body) ?? 0
  const { partSizeBytes = Math.min(2 ** 30, Math.max(defaultPartSizeBytes, Math.ceil(sizeBytes / maxPartNumber))) } =
    options
  const tooMany = checkParts(sizeBytes, partSizeBytes)
  if (tooMany !== undefined) throw tooMany
  const failed = new AbortController()
  const call: CallOptions = {
    signal: signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
  const kept = await findUpload({ connection, object, content, partSizeBytes, journalPath, call })
  if (kept.done !== undefined) return kept.done
  const context = contextOf(object)
  const sent = await sentContent(bytesOfBody(body))
  const source = partSource(inParts(sent.content, kept.partSizeBytes), call.signal, context)
  const check = (parts: number): Promise<boolean> => checkUpload({ connection, object, parts, sent, context, call })
  try {
    const first = await source.next()
    // There is no empty part, and so no upload of none.
    if (first === undefined || first.bytes.length === 0) {
      const { verified } = await putContent(connection, object, '', call)
      await kept.journal?.discard()
      return { parts: 0, sizeBytes: 0, verified }
    }
    const upload = kept.upload ?? (await beginUpload(kept, connection, object, call))
    return await putAll({ check, source, numWorkers, onProgress, call, failed, kept }, upload, first)
  } catch (error) {
    // Whatever failed: the next call finds the journal, if there is one still.
    await kept.journal?.keep()
    if (kept.upload === undefined || !isGone(error)) throw error
  } finally {
    await source.close()
  }
  // AIStore has forgotten the upload of the earlier call, and so has the journal by now.
  return put(connection, object, content, options)
}

/**
 * Stores content as an object in parts that are sent at the same time. Content of unknown size is fine; memory holds `numWorkers` parts. When it fails, the
 * upload is aborted, or with `journalPath` left to a later call, and an object of that name is as it was. Once it is complete, a HEAD holds it
 * to what was sent.
 * @throws InvalidInputError, LocalFileError (also while another process uploads with the same journal), ApiError BucketNotFound,
 * UnreachableError, OutcomeUnknownError (a part went out whole, and no answer came), ChecksumError (the object is stored wrong)
 */
export const putInParts = (
  connection: Connection,
  object: ObjectRef,
  content: Content,
  options: PutInPartsOptions = {},
): Promise<PutInPartsResult> => {
  const { signal, journalPath } = options
  // Nothing of what is in memory waits for a disk.
  const isOnDisk = typeof (content as Partial<LocalFile> | null)?.path === 'string'
  const leave = (work: Promise<unknown>): void => {
    if (journalPath !== undefined) platform.leave(journalPath, work)
  }
  return untilAborted(
    () => put(connection, object, content, options),
    isOnDisk ? signal : undefined,
    contextOf(object),
    leave,
  )
}
