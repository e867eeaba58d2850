import type { Client } from '@ais/client'
import { Bucket as PlainBucket, type BucketOptions } from '@ais/buckets'
import { Cluster as PlainCluster } from '@ais/cluster'
import { connect, type BucketRef, type CallOptions, type ConnectOptions, type Connection } from '@ais/core'
import { writeDataset, type DatasetConfig, type WriteDatasetOptions, type WrittenConfig } from '@ais/dataset'
import { Download, Downloads } from '@ais/downloads'
import { Dsort } from '@ais/dsort'
import {
  Etl,
  listEtls,
  transformBucket,
  transformObjects,
  type EtlInfo,
  type ListEtlsOptions,
  type TransformBucketOptions,
  type TransformOptions,
} from '@ais/etl'
import { Job, type JobOptions } from '@ais/jobs'
import { Batch, ObjectGroup as PlainObjectGroup, type BatchOptions, type ObjectSelection } from '@ais/multiobj'
import type { AisObject } from '@ais/objects'

/** Each method is what somebody writes who has the package of the method, `@ais/core`, and not `@ais/client`. */
class ObjectGroup extends PlainObjectGroup {
  transform(toBck: BucketRef, etlName: string, options: TransformOptions & CallOptions = {}): Promise<string> {
    return this.client.send(transformObjects(this.bucketRef, this.selection, toBck, etlName, options), options)
  }

  inspect(etlName: string, options: TransformOptions & CallOptions = {}): Promise<string> {
    return this.transform(this.bucketRef, etlName, { ...options, dryRun: true, continueOnError: true })
  }
}

class Bucket extends PlainBucket {
  objects(selection: ObjectSelection): ObjectGroup {
    return new ObjectGroup(this, selection)
  }

  transform(etlName: string, toBck: BucketRef, options: TransformBucketOptions & CallOptions = {}): Promise<string> {
    return this.client.send(transformBucket(this.ref, etlName, toBck, options), options)
  }

  inspect(etlName: string, options: TransformBucketOptions & CallOptions = {}): Promise<string> {
    return this.transform(etlName, this.ref, { ...options, dryRun: true, continueOnError: true })
  }

  writeDataset(config: DatasetConfig, options: WriteDatasetOptions = {}): Promise<WrittenConfig> {
    return writeDataset(this, config, options)
  }
}

class Cluster extends PlainCluster {
  listEtls(options: ListEtlsOptions & CallOptions = {}): Promise<readonly EtlInfo[]> {
    return listEtls(this.client, options)
  }

  listRunningEtls(call: CallOptions = {}): Promise<readonly EtlInfo[]> {
    return this.listEtls({ ...call, stages: ['Running'] })
  }
}

/**
 * The nouns of `Client` from their packages alone: `connect`, and what each package exports. Nothing of `@ais/client` is behind it, so
 * that what only works because the client wires it fails here.
 */
export class PackagesAlone implements Client {
  readonly connection: Connection

  constructor(options: ConnectOptions) {
    this.connection = connect(options)
  }

  bucket(name: string, options: BucketOptions = {}): Bucket {
    return new Bucket(this.connection, name, options)
  }

  cluster(): Cluster {
    return new Cluster(this.connection)
  }

  batch(options: BatchOptions = {}): Batch {
    return new Batch(this.connection, options)
  }

  dsort(dsortId = ''): Dsort {
    return new Dsort(this.connection, dsortId)
  }

  etl(etlName: string): Etl {
    return new Etl(this.connection, etlName)
  }

  job(options: JobOptions = {}): Job {
    return new Job(this.connection, options)
  }

  download(jobId: string): Download {
    return new Download(this.connection, jobId)
  }

  downloads(): Downloads {
    return new Downloads(this.connection)
  }

  /** Addresses in one string are the client's alone. */
  getObjectFromUrl(): AisObject {
    throw new Error('getObjectFromUrl belongs to @ais/client')
  }

  fetchObjectByUrl(): AisObject {
    return this.getObjectFromUrl()
  }

  close(): Promise<void> {
    return this.connection.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
