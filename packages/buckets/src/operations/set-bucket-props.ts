import { actionBody, atBucket, readText, type BucketRef, type Operation } from '@ais/core'
import type { BucketPropsChange } from '../wire/bucket-props.js'
import { setBucketPropsRoute } from '../wire/routes.js'

/**
 * Changes properties of a bucket, nested as AIStore has them: `{ versioning: { enabled: false } }`. Gives the id of the job that
 * the change starts (mirroring, erasure coding), `''` when it starts none.
 * @throws ApiError BucketNotFound, BadRequest
 * @wire PATCH /v1/buckets/{bucket} set-bprops: api/bucket.go SetBucketProps
 */
export const setBucketProps = (bucket: BucketRef, change: BucketPropsChange): Operation<string> => ({
  ...atBucket('buckets.setProps', setBucketPropsRoute, bucket),
  body: actionBody('set-bprops', { value: change }),
  idempotent: true,
  read: readText,
})

/**
 * Puts a bucket's properties back to the cluster's defaults.
 * @throws ApiError BucketNotFound
 * @wire PATCH /v1/buckets/{bucket} reset-bprops: api/bucket.go ResetBucketProps
 */
export const resetBucketProps = (bucket: BucketRef): Operation<string> => ({
  ...atBucket('buckets.resetProps', setBucketPropsRoute, bucket),
  body: actionBody('reset-bprops'),
  idempotent: true,
  read: readText,
})
