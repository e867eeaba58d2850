import {
  actionBody,
  atBucket,
  checkBucket,
  checkObjectName,
  firstProblem,
  invalidInput,
  type BucketRef,
  type InvalidInputError,
  type Operation,
} from '@ais/core'
import { bucketJson } from '../bucket-json.js'
import { checkSelection, selectionValue, type ObjectSelection } from '../object-selection.js'
import { readJobIds } from '../read-job-ids.js'
import { archiveExtensions, archiveFormatOf } from '../wire/archive-names.js'
import { archiveObjectsRoute } from '../wire/routes.js'

/** Options of {@link archiveObjects}. */
export interface ArchiveObjectsOptions {
  /** Format: `.tar`, `.tgz`, `.tar.gz`, `.zip` or `.tar.lz4`; must agree with the archive's name. @defaultValue that of the name */
  readonly mime?: string
  /** Bucket of the archive. @defaultValue the bucket of the objects */
  readonly toBck?: BucketRef
  /** Name members `bucket/name` instead of `name`. @defaultValue false */
  readonly includeSourceName?: boolean
  /** Append to the archive if there is one; otherwise it is overwritten. @defaultValue false */
  readonly allowAppend?: boolean
  /** Leave out what is missing; otherwise the job, and other archives in it, are aborted. @defaultValue false */
  readonly continueOnError?: boolean
}

const checkFormat = (operation: string, archiveName: string, mime: string): InvalidInputError | undefined => {
  const known = Object.keys(archiveExtensions).join(', ')
  const format = archiveFormatOf(archiveName)
  if (format === undefined)
    return invalidInput(operation, 'archiveName', `must end in one of ${known}, got '${archiveName}'`)
  if (mime === '') return undefined
  const asked = archiveFormatOf(mime.startsWith('.') ? mime : `.${mime}`)
  if (asked === undefined) return invalidInput(operation, 'mime', `must be one of ${known}, got '${mime}'`)
  return asked === format
    ? undefined
    : invalidInput(operation, 'mime', `'${mime}' does not agree with '${archiveName}'`)
}

/**
 * Starts making an archive of many objects; gives the ids of the jobs. They go idle: wait for that. The order of the members is not said.
 * @throws ApiError BucketNotFound, Conflict (another archive just started; try again)
 * @wire PUT /v1/buckets/{bucket} archive: api/multiobj.go ArchiveMultiObj
 */
export const archiveObjects = (
  bucket: BucketRef,
  selection: ObjectSelection,
  archiveName: string,
  options: ArchiveObjectsOptions = {},
): Operation<readonly string[]> => {
  const name = 'multiobj.archive'
  const place = atBucket(name, archiveObjectsRoute, bucket)
  const { mime = '', toBck = bucket } = options
  const problem = firstProblem(
    place.problem,
    checkSelection(name, selection),
    checkObjectName(name, archiveName, 'archiveName'),
    checkFormat(name, archiveName, mime),
    checkBucket(name, toBck),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('archive', {
      value: {
        ...selectionValue(selection),
        archname: archiveName,
        isbn: options.includeSourceName ?? false,
        aate: options.allowAppend ?? false,
        coer: options.continueOnError ?? false,
        mime,
        tobck: bucketJson(toBck),
      },
    }),
    idempotent: false,
    read: readJobIds,
  }
}
