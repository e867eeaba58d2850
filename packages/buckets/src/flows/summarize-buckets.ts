import { pausePolling, pollDelaysMs, remainingCall, type CallOptions, type Connection } from '@ais/core'
import { summarizeBuckets, type SummarizeBucketsOptions } from '../operations/summarize-bucket.js'
import type { BucketSummary } from '../wire/bucket-summary.js'

/** Counts what all buckets of the cluster hold. `timeoutMs` bounds all of it. */
export const getSummaries = async (
  connection: Connection,
  options: SummarizeBucketsOptions & CallOptions = {},
): Promise<readonly BucketSummary[]> => {
  const operation = 'buckets.summaries'
  const startedMs = performance.now()
  let uuid = options.uuid ?? ''
  const delays = pollDelaysMs()
  for (;;) {
    const call = remainingCall(operation, options, startedMs)
    const step = await connection.send(summarizeBuckets({ ...options, uuid }), call)
    if (step.state === 'done') return step.summaries
    if (uuid !== '') await pausePolling(operation, delays.next().value, options, startedMs)
    uuid = step.uuid
  }
}
