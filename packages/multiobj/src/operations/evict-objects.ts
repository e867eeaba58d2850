import {
  actionBody,
  atBucket,
  checkRemoteBucket,
  firstProblem,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { checkSelection, selectionValue, type ObjectSelection } from '../object-selection.js'
import { evictObjectsRoute } from '../wire/routes.js'

/**
 * Starts evicting many objects of a remote bucket from the cluster and gives the job's id; the remote objects stay.
 * @throws ApiError BucketNotFound
 * @wire DELETE /v1/buckets/{bucket} evict-listrange: api/multiobj.go EvictMultiObj
 */
export const evictObjects = (bucket: BucketRef, selection: ObjectSelection): Operation<string> => {
  const name = 'multiobj.evict'
  const place = atBucket(name, evictObjectsRoute, bucket)
  const problem = firstProblem(place.problem, checkRemoteBucket(name, bucket), checkSelection(name, selection))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('evict-listrange', { value: selectionValue(selection) }),
    idempotent: false,
    read: readText,
  }
}
