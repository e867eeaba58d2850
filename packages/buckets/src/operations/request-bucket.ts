import { actionBody, atBucket, readBytes, type BucketRef, type Operation, type Query } from '@ais/core'
import { route, type Method } from '@ais/core/wire'

/** What an action message carries. */
export interface BucketRequestOptions {
  /** The `value` of the action message. @defaultValue none */
  readonly value?: unknown
  /** The `name` of the action message. @defaultValue '' */
  readonly name?: string
  /** Query parameters; they replace the bucket's own. @defaultValue those of the bucket */
  readonly params?: Query
}

/**
 * Sends an action message of the caller's own to a bucket; for what this SDK has no call for. Gives the answer's content.
 * Not tried again once it may have arrived.
 * @wire any /v1/buckets/{bucket}
 */
export const requestBucket = (
  bucket: BucketRef,
  method: Method,
  action: string,
  options: BucketRequestOptions = {},
): Operation<Uint8Array> => {
  const place = atBucket('buckets.makeRequest', route(method, '/v1/buckets/{bucket}'), bucket)
  return {
    ...place,
    query: options.params ?? place.query,
    body: actionBody(action, options),
    idempotent: false,
    read: readBytes,
  }
}
