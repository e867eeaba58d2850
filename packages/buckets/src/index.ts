export { BucketEntry, type BucketList } from './bucket-entry.js'
export type { BucketProps } from './bucket-props.js'
export { Bucket, type BucketModel, type BucketOptions, type CreateOptions, type DeleteOptions } from './bucket.js'
export {
  getFiles,
  type GetFileResult,
  type GetFilesOptions,
  type GetFilesProgress,
  type GetFilesResult,
} from './flows/get-files.js'
export { getInfo } from './flows/get-info.js'
export { getSummary } from './flows/get-summary.js'
export { listAllObjects, type ListingPosition } from './flows/list-all-objects.js'
export {
  putFiles,
  type PutFileResult,
  type PutFilesOptions,
  type PutFilesProgress,
  type PutFilesResult,
} from './flows/put-files.js'
export { walkFolder } from './flows/walk-folder.js'
export {
  bucketInfo,
  FLTPresence,
  type BucketInfo,
  type BucketInfoOptions,
  type InfoStep,
} from './operations/bucket-info.js'
export { copyBucket, type CopyBucketOptions } from './operations/copy-bucket.js'
export { createBucket } from './operations/create-bucket.js'
export { destroyBucket } from './operations/destroy-bucket.js'
export { evictBucket, type EvictBucketOptions } from './operations/evict-bucket.js'
export { headBucket } from './operations/head-bucket.js'
export {
  listObjectsPage,
  type ListObjectsOptions,
  type ListObjectsPageOptions,
} from './operations/list-objects-page.js'
export { renameBucket } from './operations/rename-bucket.js'
export { requestBucket, type BucketRequestOptions } from './operations/request-bucket.js'
export { resetBucketProps, setBucketProps } from './operations/set-bucket-props.js'
export { summarizeBucket, type SummarizeBucketOptions, type SummaryStep } from './operations/summarize-bucket.js'
export type { FoundFile, RefusedFile } from './platform/platform.js'
export type { BucketPropsChange, BucketPropsData } from './wire/bucket-props.js'
export type { BucketSummary } from './wire/bucket-summary.js'
export { ListObjectFlag } from './wire/list-flags.js'
export { listArchive, type ListArchiveOptions } from './flows/list-archive.js'
export { getSummaries } from './flows/summarize-buckets.js'
export {
  createInventory,
  destroyInventory,
  showInventory,
  type CreateInventoryOptions,
} from './operations/inventory.js'
export { ecEncodeBucket, makeNCopies, type EcEncodeOptions } from './operations/protect-bucket.js'
export {
  indexShards,
  rechunkBucket,
  type IndexShardsOptions,
  type RechunkOptions,
} from './operations/rechunk-bucket.js'
export { summarizeBuckets, type SummarizeBucketsOptions } from './operations/summarize-bucket.js'
export type { Inventory } from './wire/inventories.js'
