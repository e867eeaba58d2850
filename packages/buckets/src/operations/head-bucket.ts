import { atBucket, readHeaders, type BucketRef, type Operation } from '@ais/core'
import { propsOfHeaders, type BucketProps } from '../bucket-props.js'
import { headBucketRoute } from '../wire/routes.js'

/**
 * Reads a bucket's properties. A remote bucket that the cluster does not know yet is registered by it.
 * @throws ApiError BucketNotFound, RemoteBucketNotFound
 * @wire HEAD /v1/buckets/{bucket}: api/bucket.go HeadBucket
 */
export const headBucket = (bucket: BucketRef): Operation<BucketProps> => ({
  ...atBucket('buckets.head', headBucketRoute, bucket),
  idempotent: true,
  read: readHeaders((headers, { node }) => propsOfHeaders(headers, { operation: 'buckets.head', node })),
})
