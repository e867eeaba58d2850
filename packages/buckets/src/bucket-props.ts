import type { ResponseHeaders } from '@ais/core'
import type { BucketPropsData } from './wire/bucket-props.js'

/** Properties of a bucket, with the headers they came in. */
export interface BucketProps extends BucketPropsData {
  readonly headers: ResponseHeaders
}
