import {
  actionBody,
  atBucket,
  checkBucket,
  checkInteger,
  firstProblem,
  invalidInput,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { bucketJson } from '../bucket-json.js'
import { checkSelection, selectionValue, type ObjectSelection } from '../object-selection.js'
import { readJobIds } from '../read-job-ids.js'
import { copyObjectsRoute } from '../wire/routes.js'

/** Options of {@link copyObjects}. */
export interface CopyObjectsOptions {
  /** Put before every name at the destination, as it is. @defaultValue '' */
  readonly prepend?: string
  /** Go on after an object that fails. @defaultValue false */
  readonly continueOnError?: boolean
  /** Count what would be copied, and copy nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** Run beside jobs that it should not run beside. @defaultValue false */
  readonly force?: boolean
  /** Copy the newest version of a remote source. @defaultValue false */
  readonly latest?: boolean
  /** Also remove at the destination what vanished at a remote source; not with `prepend`. @defaultValue false */
  readonly sync?: boolean
  /** Workers per target; -1 for none besides the job itself. @defaultValue the server's */
  readonly numWorkers?: number
}

/**
 * Starts copying many objects to another bucket, which is created if there is none; gives the ids of the jobs. They go idle: wait for that.
 * @throws ApiError BucketNotFound
 * @wire POST /v1/buckets/{bucket} copy-listrange: api/multiobj.go CopyMultiObj
 */
export const copyObjects = (
  bucket: BucketRef,
  selection: ObjectSelection,
  to: BucketRef,
  options: CopyObjectsOptions = {},
): Operation<readonly string[]> => {
  const name = 'multiobj.copy'
  const place = atBucket(name, copyObjectsRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkSelection(name, selection),
    checkBucket(name, to),
    checkInteger(name, 'numWorkers', options.numWorkers, { min: -1 }),
    options.sync === true && (options.prepend ?? '') !== ''
      ? invalidInput(name, 'sync', 'cannot be combined with prepend')
      : undefined,
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('copy-listrange', {
      value: {
        ...selectionValue(selection),
        prefix: '',
        prepend: options.prepend ?? '',
        dry_run: options.dryRun ?? false,
        force: options.force ?? false,
        'latest-ver': options.latest ?? false,
        synchronize: options.sync ?? false,
        tobck: bucketJson(to),
        coer: options.continueOnError ?? false,
        ...(options.numWorkers === undefined ? {} : { 'num-workers': options.numWorkers }),
      },
    }),
    idempotent: false,
    read: readJobIds,
  }
}
