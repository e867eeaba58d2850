import { atBucket, decodeWith, parseJson, readHeaders, type BucketRef, type ErrorContext, type Operation, type ResponseHeaders } from '@ais/core'
import type { BucketProps } from '../bucket-props.js'
import { BucketPropsData } from '../wire/bucket-props.js'
import { headBucketRoute } from '../wire/routes.js'

/** Reads the properties out of an answer's headers. @throws DecodeError */
export const propsOfHeaders = (headers: ResponseHeaders, context: ErrorContext): BucketProps => {
  const data = decodeWith(BucketPropsData, parseJson(headers.get('ais-bucket-props') ?? '', context), context)
  return { ...data, headers }
}

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
