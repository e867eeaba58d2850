import {
  createHasher,
  invalidInput,
  isAisError,
  objectUname,
  type CallOptions,
  type Connection,
  type InvalidInputError,
  type ObjectRef,
} from '@ais/core'
import { parseChecksumType } from '@ais/core/wire'
import { platform } from '#platform'
import type { Content, LocalFile } from '../content/content-source.js'
import { MultipartUpload } from '../multipart-upload.js'
import type { FileSource, FoundUpload, UploadJournal } from '../platform/platform.js'
import { storedObject } from './stored-content.js'

const operation = 'objects.putInParts'

/** An upload in parts whose progress may be kept on disk. */
export interface KeptUpload {
  readonly journal: UploadJournal | undefined
  /** As the upload was begun with. */
  readonly partSizeBytes: number
  /** State of the file that is sent, as the journal tells it. */
  readonly version: string
  readonly target: string
  /** The upload that an earlier call left, to go on with. */
  readonly upload?: MultipartUpload
  /** The earlier call had come to the end, and only its answer was missing. */
  readonly done?: { readonly parts: number; readonly sizeBytes: number; readonly verified: boolean }
}

/** Refuses content of which another process has nothing to go on with. */
export const checkJournal = (
  name: string,
  journalPath: string | undefined,
  content: Content,
): InvalidInputError | undefined => {
  if (journalPath === undefined) return undefined
  if (journalPath === '') return invalidInput(name, 'journalPath', 'must be the path of a file')
  return typeof (content as Partial<LocalFile> | null)?.path === 'string'
    ? undefined
    : invalidInput(name, 'journalPath', 'needs a local file as content, { path }')
}

/** Tells whether the object is what the file has; `undefined` when that cannot be known. */
const isStored = async ({ connection, object, call }: Finding, file: FileSource): Promise<boolean | undefined> => {
  const stored = await storedObject(connection, object, call)
  const type = parseChecksumType(stored?.checksumType)
  if (stored === undefined || type === undefined) return undefined
  if (stored.size !== file.sizeBytes) return false
  const hasher = await createHasher(type)
  for await (const piece of file.read()) {
    call.signal?.throwIfAborted()
    hasher.update(piece)
  }
  return hasher.digest() === stored.checksumValue.toLowerCase()
}

/** AIStore knows no such upload any more. */
export const isGone = (error: unknown): boolean => isAisError(error) && error._tag === 'Api' && error.status === 404

interface Finding {
  readonly connection: Connection
  readonly object: ObjectRef
  readonly content: Content
  readonly partSizeBytes: number
  readonly journalPath: string | undefined
  readonly call: CallOptions
}

/**
 * Brings an upload to its end that had been about to be completed, and tells whether what came of it was checked; `undefined` when it has to
 * be made anew, since there is no such upload any more, or what came of it is wrong.
 */
const completed = async (finding: Finding, upload: MultipartUpload, file: FileSource): Promise<boolean | undefined> => {
  try {
    await upload.complete(finding.call)
  } catch (error) {
    if (!isGone(error)) throw error
    return (await isStored(finding, file)) === true ? true : undefined
  }
  const isRight = await isStored(finding, file)
  if (isRight === false) return undefined
  return isRight === true
}

/** An upload that cannot be continued is ended; one that is gone already, or cannot be reached, is AIStore's to clean up. */
const abortQuietly = (upload: MultipartUpload): Promise<void> => upload.abort().catch(() => undefined)

/** Whether the file is the same still, and what became of every part is known. */
const canContinue = ({ pin, state }: FoundUpload, file: FileSource): boolean =>
  pin.version === file.version && state.parts.every((part) => part.state === 'sent')

/** Finds the upload that an earlier call left, and ends it if it cannot be continued: a marked part may have arrived or not. */
export const findUpload = async (finding: Finding): Promise<KeptUpload> => {
  const { connection, object, content, partSizeBytes, journalPath } = finding
  if (journalPath === undefined) return { journal: undefined, partSizeBytes, version: '', target: '' }
  const file = await platform.openFile(operation, (content as LocalFile).path)
  const target = `${connection.endpoint} ${objectUname(object)}`
  const journal = await platform.openUploadJournal(operation, journalPath, target)
  const anew: KeptUpload = { journal, partSizeBytes, version: file.version, target }
  const { found } = journal
  if (found === undefined) return anew
  try {
    const upload = new MultipartUpload(connection, object, found.state)
    if (!canContinue(found, file)) {
      await abortQuietly(upload)
      return anew
    }
    if (!found.isCompleting) return { ...anew, partSizeBytes: found.pin.partSizeBytes, upload }
    const verified = await completed(finding, upload, file)
    if (verified === undefined) return anew
    await journal.discard()
    return { ...anew, done: { parts: found.state.parts.length, sizeBytes: file.sizeBytes, verified } }
  } catch (error) {
    await journal.keep()
    throw error
  }
}

/** Begins an upload, and notes it. */
export const beginUpload = async (
  { journal, target, version, partSizeBytes }: KeptUpload,
  connection: Connection,
  object: ObjectRef,
  call: CallOptions,
): Promise<MultipartUpload> => {
  const upload = await new MultipartUpload(connection, object).create(call)
  await journal?.begin({ target, version, partSizeBytes }, upload.uploadId)
  return upload
}

/** Leaves a failed upload to a later call if there is a journal and nothing speaks against it, and aborts it otherwise. */
export const leaveUpload = async ({ journal }: KeptUpload, upload: MultipartUpload, error: unknown): Promise<void> => {
  const isUnsure = upload.state.parts.some(({ state }) => state === 'unsure')
  const isTransient = isAisError(error) && error._tag !== 'LocalFile' && error._tag !== 'InvalidInput' && !isGone(error)
  if (journal !== undefined && !isUnsure && isTransient) return journal.keep()
  // Who ended the call does not wait for another one, which may get no answer either. The next call finds a marked part in the journal.
  if (isAisError(error) && (error._tag === 'Aborted' || error._tag === 'Timeout')) {
    if (journal !== undefined) return journal.keep()
    void abortQuietly(upload)
    return
  }
  // The failure is what counts; parts of an upload that cannot be aborted are AIStore's to clean up.
  const isAborted = await upload.abort().then(
    () => true,
    (failure: unknown) => isGone(failure),
  )
  await (isAborted ? journal?.discard() : journal?.keep())
}
