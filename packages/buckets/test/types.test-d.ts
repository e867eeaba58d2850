import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { BucketRef, CallOptions, Connection, Operation, Query } from '@ais/core'
import type { Method, Namespace, Provider } from '@ais/core/wire'
import type { AisObject, AisObjectOptions, ObjectUrlOptions } from '@ais/objects'
import type * as surface from '../src/index.js'
import type {
  Bucket,
  BucketEntry,
  BucketInfo,
  BucketInfoOptions,
  BucketList,
  BucketModel,
  BucketOptions,
  BucketProps,
  BucketPropsChange,
  BucketRequestOptions,
  BucketSummary,
  CopyBucketOptions,
  CreateInventoryOptions,
  CreateOptions,
  DeleteOptions,
  EcEncodeOptions,
  EvictBucketOptions,
  FoundFile,
  IndexShardsOptions,
  InfoStep,
  Inventory,
  ListArchiveOptions,
  ListObjectsOptions,
  ListObjectsPageOptions,
  ListingPosition,
  GetFilesOptions,
  GetFilesResult,
  PutFilesOptions,
  PutFilesResult,
  RechunkOptions,
  RefusedFile,
  SummarizeBucketOptions,
  SummarizeBucketsOptions,
  SummaryStep,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Bucket: new (client: Connection, name: string, options?: BucketOptions) => Bucket
  BucketEntry: new (json: ConstructorParameters<typeof BucketEntry>[0]) => BucketEntry
  FLTPresence: {
    readonly FLT_EXISTS: 0
    readonly FLT_EXISTS_NO_PROPS: 1
    readonly FLT_PRESENT: 2
    readonly FLT_PRESENT_NO_PROPS: 3
    readonly FLT_PRESENT_ANYWHERE: 4
    readonly FLT_EXISTS_OUTSIDE: 5
  }
  ListObjectFlag: {
    readonly CACHED: 0
    readonly MISSING: 1
    readonly DELETED: 2
    readonly ARCH_DIR: 3
    readonly NAME_ONLY: 4
    readonly NAME_SIZE: 5
    readonly BCK_PRESENT: 6
    readonly DONT_HEAD_REMOTE: 7
    readonly DONT_ADD_REMOTE: 8
    readonly NOT_CACHED: 9
    readonly ONLY_REMOTE_PROPS: 10
    readonly NO_RECURSION: 11
    readonly DIFF: 12
    readonly NO_DIRS: 13
    readonly IS_S3: 14
    readonly NBI: 15
  }
  bucketInfo: (bucket: BucketRef, options?: BucketInfoOptions) => Operation<InfoStep>
  copyBucket: (bucket: BucketRef, to: BucketRef, options?: CopyBucketOptions) => Operation<string>
  createBucket: (bucket: BucketRef, props?: BucketPropsChange) => Operation<void>
  createInventory: (bucket: BucketRef, options?: CreateInventoryOptions) => Operation<string>
  destroyBucket: (bucket: BucketRef) => Operation<void>
  destroyInventory: (bucket: BucketRef, inventoryName?: string) => Operation<void>
  ecEncodeBucket: (bucket: BucketRef, options: EcEncodeOptions) => Operation<string>
  evictBucket: (bucket: BucketRef, options?: EvictBucketOptions) => Operation<void>
  getFiles: (
    connection: Connection,
    bucket: BucketRef,
    folder: string,
    options?: GetFilesOptions,
  ) => Promise<GetFilesResult>
  getInfo: (connection: Connection, bucket: BucketRef, options?: BucketInfoOptions & CallOptions) => Promise<BucketInfo>
  getSummaries: (
    connection: Connection,
    options?: SummarizeBucketsOptions & CallOptions,
  ) => Promise<readonly BucketSummary[]>
  getSummary: (
    connection: Connection,
    bucket: BucketRef,
    options?: SummarizeBucketOptions & CallOptions,
  ) => Promise<BucketSummary>
  headBucket: (bucket: BucketRef) => Operation<BucketProps>
  indexShards: (bucket: BucketRef, options?: IndexShardsOptions) => Operation<string>
  listAllObjects: (
    connection: Connection,
    bucket: BucketRef,
    options?: ListObjectsOptions & ListingPosition & CallOptions,
  ) => AsyncGenerator<BucketEntry>
  listArchive: (
    connection: Connection,
    bucket: BucketRef,
    archiveObjName: string,
    options?: ListArchiveOptions & CallOptions,
  ) => AsyncGenerator<BucketEntry>
  listObjectsPage: (bucket: BucketRef, options?: ListObjectsPageOptions) => Operation<BucketList>
  makeNCopies: (bucket: BucketRef, copies: number) => Operation<string>
  putFiles: (
    connection: Connection,
    bucket: BucketRef,
    folder: string,
    options?: PutFilesOptions,
  ) => Promise<PutFilesResult>
  rechunkBucket: (bucket: BucketRef, options: RechunkOptions) => Operation<string>
  renameBucket: (bucket: BucketRef, toName: string) => Operation<string>
  requestBucket: (
    bucket: BucketRef,
    method: Method,
    action: string,
    options?: BucketRequestOptions,
  ) => Operation<Uint8Array>
  resetBucketProps: (bucket: BucketRef) => Operation<string>
  setBucketProps: (bucket: BucketRef, change: BucketPropsChange) => Operation<string>
  showInventory: (bucket: BucketRef, inventoryName?: string) => Operation<readonly Inventory[]>
  summarizeBucket: (bucket: BucketRef, options?: SummarizeBucketOptions) => Operation<SummaryStep>
  summarizeBuckets: (options?: SummarizeBucketsOptions) => Operation<SummaryStep>
  walkFolder: (operation: string, folder: string, isRecursive?: boolean) => AsyncIterable<FoundFile | RefusedFile>
}>()

expectTypeOf<Signatures<Bucket>>().toEqualTypeOf<{
  asModel: () => BucketModel
  client: Connection
  copy: (toBck: BucketRef, options?: CopyBucketOptions & CallOptions) => Promise<string>
  create: (options?: CreateOptions) => Promise<Bucket>
  createInventory: (options?: CreateInventoryOptions & CallOptions) => Promise<string>
  delete: (options?: DeleteOptions) => Promise<void>
  destroyInventory: (inventoryName?: string, call?: CallOptions) => Promise<void>
  ecEncode: (options: EcEncodeOptions & CallOptions) => Promise<string>
  evict: (options?: EvictBucketOptions & CallOptions) => Promise<void>
  getFiles: (path: string, options?: GetFilesOptions) => Promise<GetFilesResult>
  getPath: () => string
  head: (call?: CallOptions) => Promise<BucketProps>
  indexShards: (options?: IndexShardsOptions & CallOptions) => Promise<string>
  info: (options?: BucketInfoOptions & CallOptions) => Promise<BucketInfo>
  listAllObjects: (options?: ListObjectsOptions & CallOptions) => Promise<readonly BucketEntry[]>
  listAllObjectsIter: (options?: ListObjectsOptions & CallOptions) => AsyncGenerator<AisObject>
  listArchive: (archiveObjName: string, options?: ListArchiveOptions & CallOptions) => AsyncGenerator<BucketEntry>
  listObjects: (options?: ListObjectsPageOptions & CallOptions) => Promise<BucketList>
  listObjectsIter: (options?: ListObjectsOptions & CallOptions) => AsyncGenerator<BucketEntry>
  listUrls: (options?: { readonly prefix?: string } & ObjectUrlOptions & CallOptions) => AsyncGenerator<string>
  makeNCopies: (copies: number, call?: CallOptions) => Promise<string>
  makeRequest: (method: Method, action: string, options?: BucketRequestOptions & CallOptions) => Promise<Uint8Array>
  readonly name: string
  readonly namespace: Namespace
  object: (objName: string, props?: AisObjectOptions['props']) => AisObject
  readonly provider: Provider
  putFiles: (path: string, options?: PutFilesOptions) => Promise<PutFilesResult>
  readonly qparam: Query
  rechunk: (options: RechunkOptions & CallOptions) => Promise<string>
  readonly ref: BucketRef
  rename: (toBckName: string, call?: CallOptions) => Promise<string>
  resetProps: (call?: CallOptions) => Promise<string>
  setProps: (change: BucketPropsChange, call?: CallOptions) => Promise<string>
  showInventory: (inventoryName?: string, call?: CallOptions) => Promise<readonly Inventory[]>
  summary: (options?: SummarizeBucketOptions & CallOptions) => Promise<BucketSummary>
  verifyCloudBucket: () => void
}>()

expectTypeOf<Signatures<BucketEntry>>().toEqualTypeOf<{
  readonly atime: string
  readonly checksum: string
  readonly copies: number
  readonly customMetadata: string
  readonly flags: number
  isCached: () => boolean
  isDirectory: () => boolean
  isInsideArchive: () => boolean
  isOk: () => boolean
  isVersionChanged: () => boolean
  isVersionRemoved: () => boolean
  readonly location: string
  readonly name: string
  readonly size: number
  readonly version: string
}>()

declare const bucket: Bucket
// @ts-expect-error -- a bucket is more than its name
void bucket.copy('other')
expectTypeOf<{ readonly provider: 'ftp' }>().not.toExtend<BucketOptions>()
