import type { BucketHandle } from '@ais/core'
import type { DatasetRecord } from '../record/dataset-record.js'
import { ShardWriter } from '../shard-writer.js'
import type { ShardOptions, WrittenShard } from '../shard-options.js'

/** What was written. */
export interface WrittenDataset {
  /** The shards in their order; none when there were no samples. */
  readonly shards: readonly WrittenShard[]
  readonly sampleCount: number
}

/**
 * Writes records as WebDataset shards into a bucket, each stored as a stream; memory holds one record at a time.
 * @throws InvalidInputError for limits below 1, a record without key, with two, or with the key of the record before; LocalFileError;
 * ApiError BucketNotFound; shards stored before stay
 */
export const writeRecords = async (
  bucket: BucketHandle,
  records: Iterable<DatasetRecord> | AsyncIterable<DatasetRecord>,
  options: ShardOptions = {},
): Promise<WrittenDataset> => {
  const shards: WrittenShard[] = []
  const onShard = (shard: WrittenShard): void => {
    shards.push(shard)
    options.onShard?.(shard)
  }
  const writer = new ShardWriter(bucket, { ...options, onShard })
  try {
    for await (const record of records) await writer.write(record)
    await writer.close()
  } catch (error) {
    await writer.abort()
    throw error
  }
  return { shards, sampleCount: shards.reduce((sum, shard) => sum + shard.sampleCount, 0) }
}
