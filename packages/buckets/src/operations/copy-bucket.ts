import {
  actionBody,
  atBucket,
  bucketUname,
  checkBucket,
  checkInteger,
  firstProblem,
  invalidInput,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { copyBucketRoute } from '../wire/routes.js'

/** Options of {@link copyBucket}. */
export interface CopyBucketOptions {
  /** Copy only names that start with this. @defaultValue '': all */
  readonly prefixFilter?: string
  /** Put before every name at the destination, as it is. @defaultValue '' */
  readonly prepend?: string
  /** Count what would be copied, and copy nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** Run beside jobs that it should not run beside. @defaultValue false */
  readonly force?: boolean
  /** Copy the newest version of a remote source. @defaultValue false */
  readonly latest?: boolean
  /** Also remove at the destination what vanished at a remote source; not with `prepend`. @defaultValue false */
  readonly sync?: boolean
  /** New file extensions by old ones, `{ jpg: 'txt' }`. @defaultValue none */
  readonly ext?: Readonly<Record<string, string>>
  /** Workers per target, 1 or more, -1 for none besides the job itself. @defaultValue the server's */
  readonly numWorkers?: number
}

/**
 * Starts copying a bucket to another, which is created if there is none; gives the job's id, or several joined by commas.
 * @throws ApiError BucketNotFound, BadRequest (onto itself), Conflict
 * @wire POST /v1/buckets/{bucket} copy-bck: api/bucket.go CopyBucket
 */
export const copyBucket = (bucket: BucketRef, to: BucketRef, options: CopyBucketOptions = {}): Operation<string> => {
  const name = 'buckets.copy'
  const place = atBucket(name, copyBucketRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkBucket(name, to),
    checkInteger(name, 'numWorkers', options.numWorkers, { min: -1 }),
    options.sync === true && (options.prepend ?? '') !== ''
      ? invalidInput(name, 'sync', 'cannot be combined with prepend')
      : undefined,
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, bck_to: bucketUname(to) },
    body: actionBody('copy-bck', {
      value: {
        prefix: options.prefixFilter ?? '',
        prepend: options.prepend ?? '',
        dry_run: options.dryRun ?? false,
        force: options.force ?? false,
        'latest-ver': options.latest ?? false,
        synchronize: options.sync ?? false,
        ...(options.ext === undefined ? {} : { ext: options.ext }),
        ...(options.numWorkers === undefined ? {} : { 'num-workers': options.numWorkers }),
      },
    }),
    idempotent: false,
    read: readText,
  }
}
