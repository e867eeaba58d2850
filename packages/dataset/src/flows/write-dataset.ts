import { invalidInput, type BucketHandle } from '@ais/core'
import type { ConfiguredSample, DatasetConfig } from '../dataset-config.js'
import type { DatasetRecord } from '../record/dataset-record.js'
import { shardRules, type ShardOptions } from '../shard-options.js'
import { writeRecords, type WrittenDataset } from './write-records.js'

const operation = 'dataset.write'

/** A sample that misses values. */
export type MissingSample = Pick<ConfiguredSample, 'key' | 'stem' | 'missing'>

/** Options of {@link writeDataset}. */
export interface WriteDatasetOptions extends ShardOptions {
  /** Leave samples out that miss values; `false` writes them without. @defaultValue true, unless `failMissing` */
  readonly skipMissing?: boolean
  /** End with an error at the first sample that misses a value; not with `skipMissing`. @defaultValue false */
  readonly failMissing?: boolean
  /** Told of each sample that misses values. */
  readonly onMissing?: (sample: MissingSample) => void
}

/** What was written of a config. */
export interface WrittenConfig extends WrittenDataset {
  /** Samples left out because they miss values. */
  readonly skippedCount: number
}

/**
 * Writes a dataset of files, objects and labels as WebDataset shards into a bucket.
 * @throws InvalidInputError for limits below 1, or a missing value under `failMissing`; LocalFileError; ApiError BucketNotFound; shards
 * stored before stay
 */
export const writeDataset = async (
  bucket: BucketHandle,
  config: DatasetConfig,
  options: WriteDatasetOptions = {},
): Promise<WrittenConfig> => {
  const { failMissing = false, skipMissing = !failMissing, onMissing, ...shard } = options
  if (failMissing && skipMissing) throw invalidInput(operation, 'skipMissing', 'cannot be combined with failMissing')
  const { maxCount } = shardRules(operation, bucket, shard)
  let skippedCount = 0
  const records = async function* (): AsyncGenerator<DatasetRecord> {
    for await (const { key, stem, columns, missing } of config.generateDataset(maxCount)) {
      if (missing.length > 0) {
        if (failMissing) throw invalidInput(operation, 'config', `has no ${missing.join(', ')} for '${stem}'`)
        onMissing?.({ key, stem, missing })
        if (skipMissing || columns.length === 0) {
          skippedCount += 1
          continue
        }
      }
      yield [['__key__', key], ...columns]
    }
  }
  const written = await writeRecords(bucket, records(), shard)
  return { ...written, skippedCount }
}
