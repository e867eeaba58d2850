import {
  atBucket,
  decodeWith,
  invalidInput,
  objectUname,
  parseJson,
  readHeaders,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { propsOfHeaders, type BucketProps } from '../bucket-props.js'
import { BucketSummary } from '../wire/bucket-summary.js'
import { bucketInfoRoute, headBucketRoute } from '../wire/routes.js'

/** Which objects or buckets a call looks at. @wire api/apc/lsmsg.go FltPresence */
export const FLTPresence = {
  /** In the cluster or at the backend. */
  FLT_EXISTS: 0,
  /** The same, without properties. */
  FLT_EXISTS_NO_PROPS: 1,
  /** In the cluster. */
  FLT_PRESENT: 2,
  FLT_PRESENT_NO_PROPS: 3,
  /** Anywhere in the cluster: copies, slices and misplaced ones too. */
  FLT_PRESENT_ANYWHERE: 4,
  /** At the backend only. */
  FLT_EXISTS_OUTSIDE: 5,
} as const

/** A value of {@link FLTPresence}. */
export type FLTPresence = (typeof FLTPresence)[keyof typeof FLTPresence]

/** Options of a bucket's info. */
export interface BucketInfoOptions {
  /** @defaultValue FLTPresence.FLT_EXISTS */
  readonly fltPresence?: FLTPresence
  /** Count remote objects too. @defaultValue true */
  readonly bsummRemote?: boolean
  /** Only names that start with this. @defaultValue '': all */
  readonly prefix?: string
  /** Id of a count that was started before. @defaultValue none: a new count */
  readonly uuid?: string
}

/** A bucket's properties and what it holds. */
export interface BucketInfo {
  /** Properties of the bucket. */
  readonly props: BucketProps
  /** Counts and sizes. */
  readonly summary: BucketSummary
}

/** A step of an info: counting, or done. */
export type InfoStep =
  | { readonly state: 'running'; readonly uuid: string }
  | { readonly state: 'done'; readonly info: BucketInfo }

/**
 * Starts counting what a bucket holds, or asks for the result; properties and counts come in headers.
 * @throws ApiError BucketNotFound
 * @wire HEAD /v1/buckets/{bucket}[/{prefix}]?bsumm_remote: api/bucket.go GetBucketInfo; 202 started or running, 206 partial, 200 done
 */
export const bucketInfo = (bucket: BucketRef, options: BucketInfoOptions = {}): Operation<InfoStep> => {
  const operation = 'buckets.info'
  const { fltPresence = FLTPresence.FLT_EXISTS, prefix = '', uuid } = options
  const place =
    prefix === '' || uuid !== undefined
      ? atBucket(operation, headBucketRoute, bucket)
      : atBucket(operation, bucketInfoRoute, bucket, { prefix })
  const problem =
    place.problem ??
    (Object.values(FLTPresence).includes(fltPresence)
      ? undefined
      : invalidInput(operation, 'fltPresence', 'must be one of FLTPresence, 0 to 5')) ??
    (objectUname({ bucket, name: prefix }).split('/').includes('..')
      ? invalidInput(operation, 'prefix', "must not contain '..'")
      : undefined)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: {
      ...place.query,
      presence: fltPresence,
      bsumm_remote: options.bsummRemote ?? true,
      ...(uuid === undefined ? {} : { uuid }),
    },
    idempotent: true,
    read: readHeaders((headers, { status, node }) => {
      const context = { operation, node }
      if (status === 202 || status === 206)
        return { state: 'running', uuid: headers.get('ais-xaction-id') ?? uuid ?? '' }
      const summary = decodeWith(BucketSummary, parseJson(headers.get('ais-bucket-summ') ?? '', context), context)
      return { state: 'done', info: { props: propsOfHeaders(headers, context), summary } }
    }),
  }
}
