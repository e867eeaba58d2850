import {
  DecodeError,
  pausePolling,
  pollDelaysMs,
  remainingCall,
  type BucketRef,
  type CallOptions,
  type Connection,
} from '@ais/core'
import { summarizeBucket, type SummarizeBucketOptions } from '../operations/summarize-bucket.js'
import type { BucketSummary } from '../wire/bucket-summary.js'

/** Counts what a bucket holds: starts the count and asks until it is done. `timeoutMs` bounds all of it. */
export const getSummary = async (
  connection: Connection,
  bucket: BucketRef,
  options: SummarizeBucketOptions & CallOptions = {},
): Promise<BucketSummary> => {
  const startedMs = performance.now()
  let uuid = options.uuid ?? ''
  const delays = pollDelaysMs()
  for (;;) {
    const step = await connection.send(
      summarizeBucket(bucket, { ...options, uuid }),
      remainingCall('buckets.summary', options, startedMs),
    )
    if (step.state === 'done') {
      const [summary] = step.summaries
      if (summary === undefined) throw new DecodeError('', 'has no summary', { operation: 'buckets.summary' })
      return summary
    }
    if (uuid !== '') await pausePolling('buckets.summary', delays.next().value, options, startedMs)
    uuid = step.uuid
  }
}
