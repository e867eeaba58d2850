import { actionBody, atBucket, readNothing, type BucketRef, type Operation } from '@ais/core'
import { checkOwnBucket } from '../check-bucket.js'
import { destroyBucketRoute } from '../wire/routes.js'

/**
 * Destroys an AIS bucket and all its objects.
 * @throws ApiError BucketNotFound
 * @wire DELETE /v1/buckets/{bucket} destroy-bck: api/bucket.go DestroyBucket
 */
export const destroyBucket = (bucket: BucketRef): Operation<void> => {
  const place = atBucket('buckets.destroy', destroyBucketRoute, bucket)
  const problem = place.problem ?? checkOwnBucket('buckets.destroy', bucket)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('destroy-bck'),
    idempotent: false,
    read: readNothing,
  }
}
