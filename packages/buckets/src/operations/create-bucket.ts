import { actionBody, atBucket, readNothing, type BucketRef, type Operation } from '@ais/core'
import { checkOwnBucket } from '../check-bucket.js'
import type { BucketPropsChange } from '../wire/bucket-props.js'
import { createBucketRoute } from '../wire/routes.js'

/**
 * Creates an AIS bucket, with properties that differ from the cluster's defaults if any are given.
 * @throws ApiError BucketAlreadyExists, BadRequest (a property that cannot be)
 * @wire POST /v1/buckets/{bucket} create-bck: api/bucket.go CreateBucket
 */
export const createBucket = (bucket: BucketRef, props?: BucketPropsChange): Operation<void> => {
  const place = atBucket('buckets.create', createBucketRoute, bucket)
  const problem = place.problem ?? checkOwnBucket('buckets.create', bucket)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('create-bck', { value: props }),
    idempotent: false,
    read: readNothing,
  }
}
