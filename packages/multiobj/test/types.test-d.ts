import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type {
  BucketHandle,
  BucketRef,
  CallOptions,
  Connection,
  InvalidInputError,
  ObjectRef,
  Operation,
  OperationResponse,
} from '@ais/core'
import type { AisObject, ObjectUrlOptions } from '@ais/objects'
import type * as surface from '../src/index.js'
import type {
  ArchiveObjectsOptions,
  Batch,
  BatchEntry,
  BatchGetOptions,
  BatchOptions,
  BatchRequest,
  BatchRequestOptions,
  CopyObjectsOptions,
  GetBatchOptions,
  ObjectCollection,
  ObjectGroup,
  ObjectNames,
  ObjectRange,
  ObjectRangeOptions,
  ObjectSelection,
  ObjectTemplate,
  PrefetchOptions,
  RawBatch,
  ReadBatchOptions,
  SelectionValue,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Batch: new (connection: Connection, input?: BatchOptions) => Batch
  Colocation: { readonly NONE: 0; readonly TARGET_AWARE: 1; readonly TARGET_AND_SHARD_AWARE: 2 }
  ObjectGroup: new (bucket: BucketHandle & { client: Connection }, selection: ObjectSelection) => ObjectGroup
  ObjectNames: new (names: Iterable<string>) => ObjectNames
  ObjectRange: new (prefix: string, minIndex?: number, maxIndex?: number, options?: ObjectRangeOptions) => ObjectRange
  ObjectTemplate: new (template: string) => ObjectTemplate
  archiveObjects: (
    bucket: BucketRef,
    selection: ObjectSelection,
    archiveName: string,
    options?: ArchiveObjectsOptions,
  ) => Operation<readonly string[]>
  checkSelection: (operation: string, selection: ObjectSelection) => InvalidInputError | undefined
  copyObjects: (
    bucket: BucketRef,
    selection: ObjectSelection,
    to: BucketRef,
    options?: CopyObjectsOptions,
  ) => Operation<readonly string[]>
  deleteObjects: (bucket: BucketRef, selection: ObjectSelection) => Operation<string>
  evictObjects: (bucket: BucketRef, selection: ObjectSelection) => Operation<string>
  getBatch: (requests: readonly BatchRequest[], options?: GetBatchOptions) => Operation<OperationResponse>
  maxTemplateNames: 10000000n
  prefetchObjects: (bucket: BucketRef, selection: ObjectSelection, options?: PrefetchOptions) => Operation<string>
  readBatch: (
    connection: Connection,
    requests: readonly BatchRequest[],
    options?: ReadBatchOptions,
  ) => AsyncGenerator<BatchEntry>
  selectionValue: (selection: ObjectSelection) => Readonly<Record<string, unknown>>
}>()

expectTypeOf<Signatures<Batch>>().toEqualTypeOf<{
  add: (object: ObjectRef | string, options?: BatchRequestOptions) => Batch
  clear: () => Batch
  get: (options?: BatchGetOptions) => AsyncGenerator<BatchEntry>
  getRaw: (input?: Omit<BatchGetOptions, 'maxZipBytes'>) => Promise<RawBatch>
  readonly length: number
  readonly requestsList: readonly BatchRequest[]
}>()

expectTypeOf<Signatures<ObjectGroup>>().toEqualTypeOf<{
  archive: (archiveName: string, options?: ArchiveObjectsOptions & CallOptions) => Promise<readonly string[]>
  readonly bucket: BucketHandle & { client: Connection }
  readonly bucketRef: BucketRef
  client: Connection
  readonly collection: ObjectCollection
  copy: (toBck: BucketRef, options?: CopyObjectsOptions & CallOptions) => Promise<readonly string[]>
  delete: (call?: CallOptions) => Promise<string>
  evict: (call?: CallOptions) => Promise<string>
  listAllObjectsIter: (
    options?: { readonly prefix?: string; readonly props?: string } & CallOptions,
  ) => AsyncGenerator<AisObject>
  listNames: () => readonly string[]
  listUrls: (options?: { readonly prefix?: string } & ObjectUrlOptions) => AsyncGenerator<string>
  prefetch: (options?: PrefetchOptions & CallOptions) => Promise<string>
  readonly selection: ObjectSelection
}>()

expectTypeOf<Signatures<ObjectNames>>().toEqualTypeOf<{
  [Symbol.iterator]: () => Iterator<string>
  check: (operation: string) => InvalidInputError | undefined
  readonly count: bigint
  readonly names: readonly string[]
  readonly value: SelectionValue
}>()

expectTypeOf<Signatures<ObjectRange>>().toEqualTypeOf<{
  [Symbol.iterator]: () => Iterator<string>
  check: (name: string) => InvalidInputError | undefined
  readonly count: bigint | undefined
  readonly maxIndex: number | undefined
  readonly minIndex: number | undefined
  readonly padWidth: number
  readonly prefix: string
  readonly step: number
  readonly suffix: string
  toString: () => string
  readonly value: SelectionValue
}>()

expectTypeOf<Signatures<ObjectTemplate>>().toEqualTypeOf<{
  [Symbol.iterator]: () => Generator<string>
  check: (operation: string) => InvalidInputError | undefined
  readonly count: bigint | undefined
  readonly template: string
  readonly value: SelectionValue
}>()

declare const group: ObjectGroup
// @ts-expect-error -- sizes have their unit in the name
void group.prefetch({ blobThreshold: 1 })
expectTypeOf<{ readonly outputFormat: '.rar' }>().not.toExtend<BatchOptions>()
