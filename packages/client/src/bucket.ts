import { Bucket as PlainBucket } from '@ais/buckets'
import { writeDataset, type DatasetConfig, type WriteDatasetOptions, type WrittenConfig } from '@ais/dataset'

/** A bucket, with what other packages do with buckets. */
export class Bucket extends PlainBucket {
  /** Writes a dataset of files, objects and labels as WebDataset shards. See {@link writeDataset}. */
  writeDataset(config: DatasetConfig, options: WriteDatasetOptions = {}): Promise<WrittenConfig> {
    return writeDataset(this, config, options)
  }
}
