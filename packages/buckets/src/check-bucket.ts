import { bucketUri, invalidInput, type BucketRef, type InvalidInputError } from '@ais/core'

const isAis = ({ provider }: BucketRef): boolean => provider === undefined || provider === 'ais'

/** Tells whether a bucket lives outside of this cluster: in a cloud, or in another AIS cluster. */
export const isRemoteBucket = (bucket: BucketRef): boolean =>
  !isAis(bucket) || (bucket.namespace !== undefined && bucket.namespace.uuid !== '')

/** Checks that a call which only AIS buckets know is made of one. */
export const checkOwnBucket = (operation: string, bucket: BucketRef): InvalidInputError | undefined =>
  isAis(bucket)
    ? undefined
    : invalidInput(
        operation,
        'provider',
        `must be ais: AIStore does not do this to buckets of ${String(bucket.provider)}`,
        bucketUri(bucket),
      )

/** Checks that a call which only remote buckets know is made of one. */
export const checkRemoteBucket = (operation: string, bucket: BucketRef): InvalidInputError | undefined =>
  isRemoteBucket(bucket)
    ? undefined
    : invalidInput(
        operation,
        'bucket',
        'must be a remote bucket: of a cloud provider, or of another AIS cluster',
        bucketUri(bucket),
      )
