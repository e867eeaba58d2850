import { checkRemoteBucket, actionBody, atBucket, readNothing, type BucketRef, type Operation } from '@ais/core'
import { evictBucketRoute } from '../wire/routes.js'

/** Options of {@link evictBucket}. */
export interface EvictBucketOptions {
  /** Keep the bucket registered, with its properties. @defaultValue false */
  readonly keepMd?: boolean
}

/**
 * Evicts all objects of a remote bucket from the cluster; the backend keeps them.
 * @wire DELETE /v1/buckets/{bucket} evict-remote-bck: api/bucket.go EvictRemoteBucket
 */
export const evictBucket = (bucket: BucketRef, options: EvictBucketOptions = {}): Operation<void> => {
  const place = atBucket('buckets.evict', evictBucketRoute, bucket)
  const problem = place.problem ?? checkRemoteBucket('buckets.evict', bucket)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, keep_bck_md: options.keepMd ?? false },
    body: actionBody('evict-remote-bck'),
    idempotent: true,
    read: readNothing,
  }
}
