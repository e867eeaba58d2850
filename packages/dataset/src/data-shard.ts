import type { BucketHandle, CallOptions } from '@ais/core'
import { listAllObjects } from '@ais/buckets'
import { readShard, type ReadShardOptions } from './flows/read-shard.js'
import type { Sample } from './sample.js'

/** Options of {@link DataShard}. */
export interface DataShardOptions {
  /** Only objects whose name starts with this. @defaultValue '' */
  readonly prefix?: string
  /** ETL that transforms the shards while they are read. @defaultValue none */
  readonly etlName?: string
}

/** The shards of a dataset in a bucket. Making one sends nothing. */
export class DataShard {
  readonly bucket: BucketHandle
  readonly prefix: string
  readonly etlName: string | undefined

  constructor(bucket: BucketHandle, { prefix = '', etlName }: DataShardOptions = {}) {
    this.bucket = bucket
    this.prefix = prefix
    this.etlName = etlName
  }

  /** Yields the names of the shards: objects under the prefix that end in `.tar`, in the order of the listing. */
  async *listShards(call: CallOptions = {}): AsyncGenerator<string> {
    const { client } = this.bucket
    for await (const { name } of listAllObjects(client, this.bucket, { ...call, prefix: this.prefix, props: 'name' }))
      if (name.endsWith('.tar')) yield name
  }

  /** Yields the samples of all shards, one shard after the other. See {@link readShard}. */
  async *samples(options: Omit<ReadShardOptions, 'etl' | 'etlName'> = {}): AsyncGenerator<Sample> {
    const etl = this.etlName === undefined ? {} : { etlName: this.etlName }
    const { maxSampleBytes: _, ...call } = options
    for await (const name of this.listShards(call)) yield* readShard(this.bucket, name, { ...options, ...etl })
  }
}
