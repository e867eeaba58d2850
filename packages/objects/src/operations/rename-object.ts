import { actionBody, atObject, checkObjectName, readNothing, type ObjectRef, type Operation } from '@ais/core'
import { renameObjectRoute } from '../wire/routes.js'

/**
 * Renames an object within its bucket; AIS buckets only.
 * @throws ApiError ObjectNotFound, BucketNotFound
 * @wire POST /v1/objects/{bucket}/{object} rename-obj: api/object.go RenameObject
 */
export const renameObject = (object: ObjectRef, newName: string): Operation<void> => {
  const place = atObject('objects.rename', renameObjectRoute, object)
  const problem = place.problem ?? checkObjectName('objects.rename', newName, 'newName')
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('rename-obj', { name: newName }),
    idempotent: false,
    read: readNothing,
  }
}
