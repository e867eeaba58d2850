import { Bucket as PlainBucket } from '@ais/buckets'
import { writeDataset, type DatasetConfig, type WriteDatasetOptions, type WrittenConfig } from '@ais/dataset'
import { ObjectGroup, type ObjectSelection } from '@ais/multiobj'

/** A bucket, with what other packages do with buckets. */
export class Bucket extends PlainBucket {
  /** Makes a handle of many objects, by exactly one of names, range and template; sends nothing. See {@link ObjectGroup}. */
  objects(selection: ObjectSelection): ObjectGroup {
    return new ObjectGroup(this, selection)
  }

  /** Writes a dataset of files, objects and labels as WebDataset shards. See {@link writeDataset}. */
  writeDataset(config: DatasetConfig, options: WriteDatasetOptions = {}): Promise<WrittenConfig> {
    return writeDataset(this, config, options)
  }
}
