import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { Bucket as PlainBucket, BucketOptions } from '@ais/buckets'
import type { Cluster as PlainCluster } from '@ais/cluster'
import type { BucketHandle, BucketRef, CallOptions, Connection } from '@ais/core'
import type { DatasetConfig, WriteDatasetOptions, WrittenConfig } from '@ais/dataset'
import type { Download, Downloads } from '@ais/downloads'
import type { Dsort } from '@ais/dsort'
import type { Etl, EtlInfo, ListEtlsOptions, TransformBucketOptions, TransformOptions } from '@ais/etl'
import type { Job, JobOptions } from '@ais/jobs'
import type { Batch, BatchOptions, ObjectGroup as PlainObjectGroup, ObjectSelection } from '@ais/multiobj'
import type { AisObject } from '@ais/objects'
import type * as surface from '../src/index.js'
import type { Bucket, Client, ClientOptions, Cluster, ObjectGroup } from '../src/index.js'

/** What is made here; the rest is the packages' and tested there. */
type Own = 'Bucket' | 'Client' | 'Cluster' | 'ObjectGroup'

expectTypeOf<Signatures<Pick<typeof surface, Own>>>().toEqualTypeOf<{
  Bucket: new (client: Connection, name: string, options?: BucketOptions) => Bucket
  Client: new (endpoint?: string, options?: ClientOptions) => Client
  Cluster: new (client: Connection) => Cluster
  ObjectGroup: new (bucket: BucketHandle & { client: Connection }, selection: ObjectSelection) => ObjectGroup
}>()

expectTypeOf<Omit<Signatures<Bucket>, keyof PlainBucket>>().toEqualTypeOf<{
  inspect: (etlName: string, options?: TransformBucketOptions & CallOptions) => Promise<string>
  objects: (selection: ObjectSelection) => ObjectGroup
  transform: (etlName: string, toBck: BucketRef, options?: TransformBucketOptions & CallOptions) => Promise<string>
  writeDataset: (config: DatasetConfig, options?: WriteDatasetOptions) => Promise<WrittenConfig>
}>()

expectTypeOf<Signatures<Client>>().toEqualTypeOf<{
  [Symbol.asyncDispose]: () => Promise<void>
  batch: (options?: BatchOptions) => Batch
  bucket: (bckName: string, options?: BucketOptions) => Bucket
  close: () => Promise<void>
  cluster: () => Cluster
  readonly connection: Connection
  download: (jobId: string) => Download
  downloads: () => Downloads
  dsort: (dsortId?: string) => Dsort
  etl: (etlName: string) => Etl
  fetchObjectByUrl: (url: string) => AisObject
  getObjectFromUrl: (url: string) => AisObject
  job: (options?: JobOptions) => Job
}>()

expectTypeOf<Omit<Signatures<Cluster>, keyof PlainCluster>>().toEqualTypeOf<{
  listEtls: (options?: ListEtlsOptions & CallOptions) => Promise<readonly EtlInfo[]>
  listRunningEtls: (call?: CallOptions) => Promise<readonly EtlInfo[]>
}>()

expectTypeOf<Omit<Signatures<ObjectGroup>, keyof PlainObjectGroup>>().toEqualTypeOf<{
  inspect: (etlName: string, options?: TransformOptions & CallOptions) => Promise<string>
  transform: (toBck: BucketRef, etlName: string, options?: TransformOptions & CallOptions) => Promise<string>
}>()

declare const client: Client
expectTypeOf(client.bucket('b').objects({ objNames: ['a'] })).toEqualTypeOf<ObjectGroup>()
