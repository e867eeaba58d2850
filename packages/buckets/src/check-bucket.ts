import { bucketUri, invalidInput, type BucketRef, type InvalidInputError } from '@ais/core'

const isAis = ({ provider }: BucketRef): boolean => provider === undefined || provider === 'ais'

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
