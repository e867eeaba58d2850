import {
  actionBody,
  at,
  atBucket,
  collectAnswer,
  decodeWith,
  parseJson,
  type BucketRef,
  type Operation,
  type OperationBody,
} from '@ais/core'
import type { Provider } from '@ais/core/wire'
import { BucketSummaries, type BucketSummary } from '../wire/bucket-summary.js'
import { summarizeBucketRoute, summarizeBucketsRoute } from '../wire/routes.js'

/** Options of a summary. */
export interface SummarizeBucketOptions {
  /** Id of a summary that was started before; `''` starts one. @defaultValue '' */
  readonly uuid?: string
  /** Only names that start with this. @defaultValue '': all */
  readonly prefix?: string
  /** Count objects in the cluster only. @defaultValue true */
  readonly cached?: boolean
  /** Buckets in the cluster only. @defaultValue true */
  readonly present?: boolean
}

/** A step of a summary: started or going on, with its id where the answer tells it; or done. */
export type SummaryStep =
  | { readonly state: 'running'; readonly uuid: string }
  | { readonly state: 'done'; readonly summaries: readonly BucketSummary[] }

/** Options of {@link summarizeBuckets}. */
export interface SummarizeBucketsOptions extends SummarizeBucketOptions {
  /** Buckets of this provider only. @defaultValue all */
  readonly provider?: Provider
}

const bodyOf = (options: SummarizeBucketOptions): OperationBody =>
  actionBody('summary-bck', {
    value: {
      uuid: options.uuid ?? '',
      prefix: options.prefix ?? '',
      cached: options.cached ?? true,
      present: options.present ?? true,
    },
  })

const readStep =
  (operation: string, { uuid = '' }: SummarizeBucketOptions): Operation<SummaryStep>['read'] =>
  async (response) => {
    const context = { operation, node: response.node }
    const text = await collectAnswer(response.body, context)
    if (response.status === 202 || response.status === 206)
      return { state: 'running', uuid: response.status === 202 && text.trim() !== '' ? text.trim() : uuid }
    return { state: 'done', summaries: decodeWith(BucketSummaries, parseJson(text, context) ?? [], context) }
  }

/**
 * Starts a bucket's summary, or asks for its result.
 * @throws ApiError BucketNotFound, NotFound (an id that is none)
 * @wire GET /v1/buckets/{bucket} summary-bck: api/bucket.go GetBucketSummary; 202 started or running, 206 partial, 200 done
 */
export const summarizeBucket = (bucket: BucketRef, options: SummarizeBucketOptions = {}): Operation<SummaryStep> => {
  const operation = 'buckets.summary'
  return {
    ...atBucket(operation, summarizeBucketRoute, bucket),
    body: bodyOf(options),
    // A start that is sent twice starts two counts, of which one is never asked for.
    idempotent: true,
    read: readStep(operation, options),
  }
}

/**
 * Starts a summary of all buckets, or asks for its result.
 * @throws ApiError NotFound (an id that is none)
 * @wire GET /v1/buckets summary-bck: api/bucket.go GetBucketSummary
 */
export const summarizeBuckets = (options: SummarizeBucketsOptions = {}): Operation<SummaryStep> => {
  const operation = 'buckets.summaries'
  return {
    ...at(operation, summarizeBucketsRoute, {}),
    query: { provider: options.provider },
    body: bodyOf(options),
    idempotent: true,
    read: readStep(operation, options),
  }
}
