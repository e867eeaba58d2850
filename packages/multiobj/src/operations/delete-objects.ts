import { actionBody, atBucket, firstProblem, readText, type BucketRef, type Operation } from '@ais/core'
import { checkSelection, selectionValue, type ObjectSelection } from '../object-selection.js'
import { deleteObjectsRoute } from '../wire/routes.js'

/**
 * Starts deleting many objects and gives the job's id. Names that do not exist become the job's error; the others are deleted.
 * @throws ApiError BucketNotFound
 * @wire DELETE /v1/buckets/{bucket} delete-listrange: api/multiobj.go DeleteMultiObj
 */
export const deleteObjects = (bucket: BucketRef, selection: ObjectSelection): Operation<string> => {
  const name = 'multiobj.delete'
  const place = atBucket(name, deleteObjectsRoute, bucket)
  const problem = firstProblem(place.problem, checkSelection(name, selection))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('delete-listrange', { value: selectionValue(selection) }),
    idempotent: false,
    read: readText,
  }
}
