import { bucketUri, type BucketRef } from '../bucket-ref.js'
import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { invalidInput } from './invalid-input.js'

/** Tells whether a bucket lives outside of this cluster: in a cloud, or in another AIS cluster. */
export const isRemoteBucket = ({ provider = 'ais', namespace }: BucketRef): boolean =>
  provider !== 'ais' || (namespace !== undefined && namespace.uuid !== '')

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
