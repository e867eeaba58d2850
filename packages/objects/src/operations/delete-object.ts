import { atObject, readNothing, type ObjectRef, type Operation } from '@ais/core'
import { deleteObjectRoute } from '../wire/routes.js'

/**
 * Deletes an object, from the backend too if the bucket is remote.
 * @throws ApiError ObjectNotFound, BucketNotFound
 * @wire DELETE /v1/objects/{bucket}/{object}: api/object.go DeleteObject
 */
export const deleteObject = (object: ObjectRef): Operation<void> => ({
  ...atObject('objects.delete', deleteObjectRoute, object),
  idempotent: true,
  read: readNothing,
})
