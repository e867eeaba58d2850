import type { BucketRef, CallOptions, Connection } from '@ais/core'
import { bucketInfo, type BucketInfo, type BucketInfoOptions } from '../operations/bucket-info.js'
import { pausePolling, pollDelaysMs, remaining } from './poll.js'

/** Reads a bucket's properties and counts what it holds: starts the count and asks until it is done. */
export const getInfo = async (
  connection: Connection,
  bucket: BucketRef,
  options: BucketInfoOptions & CallOptions = {},
): Promise<BucketInfo> => {
  const startedMs = performance.now()
  let { uuid } = options
  const delays = pollDelaysMs()
  for (;;) {
    const asked = { ...options, ...(uuid === undefined ? {} : { uuid }) }
    const step = await connection.send(bucketInfo(bucket, asked), remaining('buckets.info', options, startedMs))
    if (step.state === 'done') return step.info
    if (uuid !== undefined) await pausePolling('buckets.info', delays.next().value, options, startedMs)
    uuid = step.uuid
  }
}
