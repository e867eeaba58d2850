export { AccessAttr, AuthNClient, loginTokenSource, storedTokenSource } from '@ais/authn'
export type { AuthNClientOptions, LoginTokenOptions, RoleInfo, UserInfo } from '@ais/authn'
export { BucketEntry, FLTPresence, ListObjectFlag } from '@ais/buckets'
export type {
  BucketInfo,
  BucketList,
  BucketModel,
  BucketOptions,
  BucketProps,
  BucketSummary,
  PutFileResult,
  PutFilesOptions,
  PutFilesProgress,
  PutFilesResult,
} from '@ais/buckets'
export { Etl } from '@ais/etl'
export type { EtlInfo, InitClassOptions, InitEtlOptions, TransformBucketOptions, TransformOptions } from '@ais/etl'
export type { NodeHealth, NodePerformance, NodeStatus, PerformanceFilter, RemoteCluster } from '@ais/cluster'
export { isAisError } from '@ais/core'
export type { AisError, ApiErrorCode, BucketRef, CallOptions, Connection, ConnectOptions, ObjectRef } from '@ais/core'
export { DataAttribute, DatasetConfig, DataShard, LabelAttribute, ObjectAttribute, ShardWriter } from '@ais/dataset'
export type { DatasetRecord, Sample, WriteDatasetOptions, WrittenConfig, WrittenShard } from '@ais/dataset'
export { Dsort, DsortAlgorithm, DsortFramework, DsortShardsGroup, ExternalKeyMap } from '@ais/dsort'
export type { DsortFrameworkOptions, DsortJobInfo, DsortSpec } from '@ais/dsort'
export { Download, Downloads } from '@ais/downloads'
export type { DownloadFailure, DownloadJob, DownloadLinks, DownloadStatus, DownloadTask } from '@ais/downloads'
export { Job } from '@ais/jobs'
export type {
  JobOptions,
  JobProgress,
  JobSnapshot,
  JobSnapshots,
  JobStatus,
  StartJobOptions,
  WaitOptions,
  WaitResult,
} from '@ais/jobs'
export {
  AisObject,
  MultipartUpload,
  ObjectAttributes,
  ObjectFile,
  ObjectProps,
  ObjectReader,
  ObjectWriter,
  SimpleBuffer,
} from '@ais/objects'
export type {
  ArchiveConfig,
  BlobDownloadConfig,
  Content,
  GetOptions,
  MultipartState,
  PutInPartsOptions,
  PutIntoArchiveOptions,
  PutResult,
} from '@ais/objects'
export { Batch, Colocation, ObjectNames, ObjectRange, ObjectTemplate } from '@ais/multiobj'
export type { BatchEntry, BatchOptions, BatchRequest, FoundEntry, MissingEntry } from '@ais/multiobj'
export type {
  ArchiveObjectsOptions,
  CopyObjectsOptions,
  ObjectCollection,
  ObjectRangeOptions,
  ObjectSelection,
  PrefetchOptions,
} from '@ais/multiobj'
export { Bucket } from './bucket.js'
export { Cluster } from './cluster.js'
export { ObjectGroup } from './object-group.js'
export { Client, type ClientOptions } from './client.js'
