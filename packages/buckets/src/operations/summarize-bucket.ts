import { actionBody, atBucket, collectText, decodeWith, parseJson, type BucketRef, type Operation } from '@ais/core'
import { BucketSummaries, type BucketSummary } from '../wire/bucket-summary.js'
import { summarizeBucketRoute } from '../wire/routes.js'

/** Options of a summary. */
export interface SummarizeBucketOptions {
  /** Id of a summary that was started before; `''` starts one. @defaultValue '' */
  readonly uuid?: string
  /** Only names that start with this. */
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

/**
 * Starts a bucket's summary, or asks for its result.
 * @throws ApiError BucketNotFound, NotFound (an id that is none)
 * @wire GET /v1/buckets/{bucket} summary-bck: api/bucket.go GetBucketSummary; 202 started or running, 206 partial, 200 done
 */
export const summarizeBucket = (bucket: BucketRef, options: SummarizeBucketOptions = {}): Operation<SummaryStep> => {
  const operation = 'buckets.summary'
  return {
    ...atBucket(operation, summarizeBucketRoute, bucket),
    body: actionBody('summary-bck', {
      value: {
        uuid: options.uuid ?? '',
        prefix: options.prefix ?? '',
        cached: options.cached ?? true,
        present: options.present ?? true,
      },
    }),
    // A start that is sent twice starts two counts, of which one is never asked for.
    idempotent: true,
    read: async (response) => {
      const text = await collectText(response.body)
      if (response.status === 202 || response.status === 206)
        return {
          state: 'running',
          uuid: response.status === 202 && text.trim() !== '' ? text.trim() : (options.uuid ?? ''),
        }
      const context = { operation, node: response.node }
      return { state: 'done', summaries: decodeWith(BucketSummaries, parseJson(text, context), context) }
    },
  }
}
