import { pausePolling, pollDelaysMs, remainingCall, type BucketRef, type CallOptions, type Connection } from '@ais/core'
import { bucketInfo, type BucketInfo, type BucketInfoOptions } from '../operations/bucket-info.js'

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
    const step = await connection.send(bucketInfo(bucket, asked), remainingCall('buckets.info', options, startedMs))
    if (step.state === 'done') return step.info
    if (uuid !== undefined) await pausePolling('buckets.info', delays.next().value, options, startedMs)
    uuid = step.uuid
  }
}
