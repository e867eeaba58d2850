import { decodeWith, parseJson, type ErrorContext, type ResponseHeaders } from '@ais/core'
import { BucketPropsData } from './wire/bucket-props.js'

/** Properties of a bucket, with the headers they came in. */
export interface BucketProps extends BucketPropsData {
  readonly headers: ResponseHeaders
}

/** Reads the properties out of an answer's headers. @throws DecodeError */
export const propsOfHeaders = (headers: ResponseHeaders, context: ErrorContext): BucketProps => {
  const data = decodeWith(BucketPropsData, parseJson(headers.get('ais-bucket-props') ?? '', context), context)
  return { ...data, headers }
}
