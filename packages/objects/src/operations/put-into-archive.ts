import { atObject, invalidInput, readNothing, type ObjectRef, type Operation } from '@ais/core'
import type { ContentBody } from '../content/content-source.js'
import { putObjectRoute } from '../wire/routes.js'

/** What becomes of an archive that a file is put into. */
export type ArchivePutMode = 'replace' | 'append' | 'append-or-create'

/** Options of {@link putIntoArchive}. */
export interface PutIntoArchiveOptions {
  /** Path of the file in the archive. */
  readonly archpath: string
  /** Format, as in `.tar`, when the object's name does not tell it. @defaultValue the name's extension */
  readonly mime?: string
  /** `append` needs an archive that exists; `replace` leaves nothing of it. @defaultValue 'append-or-create' */
  readonly mode?: ArchivePutMode
}

const flags: Readonly<Record<ArchivePutMode, string>> = { replace: '0', append: '1', 'append-or-create': '2' }

/**
 * Writes a file into an archive. The size must be known.
 * @throws ApiError BucketNotFound, ObjectNotFound (`append` to none), BadRequest (no known format)
 * @wire PUT /v1/objects/{bucket}/{object}?archpath: api/object.go PutApndArch
 */
export const putIntoArchive = (
  object: ObjectRef,
  body: ContentBody,
  options: PutIntoArchiveOptions,
): Operation<void> => {
  const name = 'objects.putIntoArchive'
  const place = atObject(name, putObjectRoute, object)
  const { archpath, mime, mode = 'append-or-create' } = options
  const sizeBytes = body.kind === 'bytes' ? body.bytes.length : body.sizeBytes
  const problem =
    place.problem ??
    (archpath === '' ? invalidInput(name, 'archpath', 'must not be empty') : undefined) ??
    (Object.hasOwn(flags, mode)
      ? undefined
      : invalidInput(name, 'mode', `must be one of ${Object.keys(flags).join(', ')}`)) ??
    (sizeBytes === undefined
      ? invalidInput(name, 'sizeBytes', 'must be given for a stream: AIStore takes no file of unknown size')
      : undefined) ??
    (sizeBytes === 0 ? invalidInput(name, 'content', 'must not be empty: AIStore archives no empty file') : undefined)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, archpath, archmime: mime },
    headers: { 'ais-pine': flags[mode] },
    body,
    idempotent: mode === 'replace',
    bytes: true,
    read: readNothing,
  }
}
