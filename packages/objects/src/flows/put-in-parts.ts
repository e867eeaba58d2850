import { checkInteger, firstProblem, isAisError, type CallOptions, type Connection, type ObjectRef } from '@ais/core'
import { bytesOfContent, type Content } from '../content/content-source.js'
import { inParts, type ContentPart } from '../content/in-parts.js'
import { putContent } from './put-content.js'
import { MultipartUpload } from '../multipart-upload.js'

/** How far {@link putInParts} has come. */
export interface PutInPartsProgress {
  readonly doneParts: number
  readonly doneBytes: number
}

/** Options of {@link putInParts}. */
export interface PutInPartsOptions extends CallOptions {
  /** Size of a part in bytes, 1 or more; the last may be smaller. @defaultValue 16777216 */
  readonly partSizeBytes?: number
  /** Parts that are sent at the same time, 1 or more; as many are in memory. @defaultValue 4 */
  readonly numWorkers?: number
  /** Called after each part. */
  readonly onProgress?: (progress: PutInPartsProgress) => void
}

/** What came of {@link putInParts}. */
export interface PutInPartsResult {
  readonly parts: number
  readonly sizeBytes: number
}

const operation = 'objects.putInParts'
/** How often a part is tried that did not go out whole. */
const maxAttempts = 3

/**
 * Stores content as an object in parts that are sent at the same time. Content of unknown size is fine; memory holds `numWorkers` parts. When it fails, the
 * upload is aborted and an object of that name is as it was.
 * @throws InvalidInputError, LocalFileError, ApiError BucketNotFound, UnreachableError
 */
export const putInParts = async (
  connection: Connection,
  object: ObjectRef,
  content: Content,
  options: PutInPartsOptions = {},
): Promise<PutInPartsResult> => {
  const { partSizeBytes = 16 * 1024 * 1024, numWorkers = 4, onProgress, signal, timeoutMs } = options
  const problem = firstProblem(
    checkInteger(operation, 'partSizeBytes', partSizeBytes, { min: 1, max: 2 ** 30 }),
    checkInteger(operation, 'numWorkers', numWorkers, { min: 1, max: 256 }),
  )
  if (problem !== undefined) throw problem
  const source = inParts(await bytesOfContent(operation, content), partSizeBytes)
  const failed = new AbortController()
  const call: CallOptions = {
    signal: signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
  const first = await source.next()
  // There is no empty part, and so no upload of none.
  if (first.done === true || first.value.bytes.length === 0) {
    await putContent(connection, object, '', call)
    return { parts: 0, sizeBytes: 0 }
  }
  const upload = await new MultipartUpload(connection, object).create(call)
  const progress = { doneParts: 0, doneBytes: 0 }
  const putPart = async ({ index, bytes }: ContentPart): Promise<void> => {
    const partNumber = index + 1
    for (let attempt = 1; ; attempt += 1)
      try {
        await upload.addPart(partNumber).putContent(bytes, call)
        progress.doneParts += 1
        progress.doneBytes += bytes.length
        onProgress?.({ ...progress })
        return
      } catch (error) {
        const isGone = upload.state.parts.some((part) => part.partNumber === partNumber)
        if (isGone || attempt === maxAttempts || !isAisError(error) || error._tag !== 'Unreachable') throw error
      }
  }
  const work = async (): Promise<void> => {
    for (let next = await source.next(); next.done !== true; next = await source.next()) await putPart(next.value)
  }
  const workers = [putPart(first.value).then(work), ...Array.from({ length: numWorkers - 1 }, work)]
  try {
    await Promise.all(workers)
    await upload.complete(call)
    return { parts: progress.doneParts, sizeBytes: progress.doneBytes }
  } catch (error) {
    failed.abort(error)
    await Promise.allSettled(workers)
    await source.return(undefined)
    // The failure is what counts; parts of an upload that cannot be aborted are AIStore's to clean up.
    await upload.abort().catch(() => undefined)
    throw error
  }
}
