import {
  actionBody,
  atBucket,
  checkInteger,
  checkRemoteBucket,
  firstProblem,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { checkSelection, selectionValue, type ObjectSelection } from '../object-selection.js'
import { prefetchObjectsRoute } from '../wire/routes.js'

/** Options of {@link prefetchObjects}. */
export interface PrefetchOptions {
  /** Objects of this size in bytes or more are fetched in parallel chunks. @defaultValue the server's */
  readonly blobThresholdBytes?: number
  /** Workers per target; 0 for one a mountpath, -1 for none besides the job itself. @defaultValue the server's */
  readonly numWorkers?: number
  /** Fetch the newest version of what the cluster has already. @defaultValue false */
  readonly latest?: boolean
  /** Go on after an object that fails. @defaultValue false */
  readonly continueOnError?: boolean
}

/**
 * Starts fetching many objects of a remote bucket into the cluster and gives the job's id.
 * @throws ApiError BucketNotFound
 * @wire POST /v1/buckets/{bucket} prefetch-listrange: api/multiobj.go Prefetch
 */
export const prefetchObjects = (
  bucket: BucketRef,
  selection: ObjectSelection,
  options: PrefetchOptions = {},
): Operation<string> => {
  const name = 'multiobj.prefetch'
  const place = atBucket(name, prefetchObjectsRoute, bucket)
  const { blobThresholdBytes, numWorkers } = options
  const problem = firstProblem(
    place.problem,
    checkRemoteBucket(name, bucket),
    checkSelection(name, selection),
    checkInteger(name, 'blobThresholdBytes', blobThresholdBytes, { min: 0 }),
    checkInteger(name, 'numWorkers', numWorkers, { min: -1 }),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('prefetch-listrange', {
      value: {
        ...selectionValue(selection),
        coer: options.continueOnError ?? false,
        'latest-ver': options.latest ?? false,
        ...(blobThresholdBytes === undefined ? {} : { 'blob-threshold': blobThresholdBytes }),
        ...(numWorkers === undefined ? {} : { 'num-workers': numWorkers }),
      },
    }),
    idempotent: false,
    read: readText,
  }
}
