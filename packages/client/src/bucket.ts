import { Bucket as PlainBucket } from '@ais/buckets'
import type { BucketRef, CallOptions } from '@ais/core'
import { writeDataset, type DatasetConfig, type WriteDatasetOptions, type WrittenConfig } from '@ais/dataset'
import { transformBucket, type TransformBucketOptions } from '@ais/etl'
import type { ObjectSelection } from '@ais/multiobj'
import { ObjectGroup } from './object-group.js'

/** A bucket, with what other packages do with buckets. */
export class Bucket extends PlainBucket {
  /** Makes a handle of many objects, by exactly one of names, range and template; sends nothing. See {@link ObjectGroup}. */
  objects(selection: ObjectSelection): ObjectGroup {
    return new ObjectGroup(this, selection)
  }

  /** Starts transforming the bucket into another and gives the job's id. See {@link transformBucket}. */
  transform(etlName: string, toBck: BucketRef, options: TransformBucketOptions & CallOptions = {}): Promise<string> {
    return this.client.send(transformBucket(this.ref, etlName, toBck, options), options)
  }

  /** Starts running the bucket through an ETL without storing anything, to see what fails, and gives the job's id. */
  inspect(etlName: string, options: TransformBucketOptions & CallOptions = {}): Promise<string> {
    return this.transform(etlName, this.ref, { ...options, dryRun: true, continueOnError: true })
  }

  /** Writes a dataset of files, objects and labels as WebDataset shards. See {@link writeDataset}. */
  writeDataset(config: DatasetConfig, options: WriteDatasetOptions = {}): Promise<WrittenConfig> {
    return writeDataset(this, config, options)
  }
}
