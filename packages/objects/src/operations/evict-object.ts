import { actionBody, atObject, invalidInput, readNothing, type ObjectRef, type Operation } from '@ais/core'
import { isRemoteObject } from '../remote-object.js'
import { evictObjectRoute } from '../wire/routes.js'

/**
 * Evicts an object of a remote bucket from the cluster; the backend keeps it.
 * Refused for plain AIS buckets, where AIStore would delete the object.
 * @throws ApiError ObjectNotFound, RemoteBucketNotFound
 * @wire DELETE /v1/objects/{bucket}/{object} evict-listrange: api/object.go EvictObject
 */
export const evictObject = (object: ObjectRef): Operation<void> => {
  const place = atObject('objects.evict', evictObjectRoute, object)
  const problem =
    place.problem ??
    (!isRemoteObject(object)
      ? invalidInput(
          'objects.evict',
          'bucket',
          'must be a remote bucket: evicting from an AIS bucket would delete the object',
          place.subject,
        )
      : undefined)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('evict-listrange', { name: `${object.bucket.name}/${object.name}` }),
    idempotent: true,
    read: readNothing,
  }
}
