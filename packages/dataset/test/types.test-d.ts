import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { BucketHandle, CallOptions, Decoder } from '@ais/core'
import type * as surface from '../src/index.js'
import type {
  ConfigAttribute,
  ConfiguredSample,
  DataAttribute,
  DataAttributeOptions,
  DataShard,
  DataShardOptions,
  DatasetConfig,
  DatasetConfigOptions,
  DatasetRecord,
  LabelAttribute,
  LabelAttributeOptions,
  ObjectAttribute,
  ObjectAttributeOptions,
  PrimaryAttribute,
  ReadShardOptions,
  Sample,
  ShardOptions,
  ShardWriter,
  StoredContent,
  WriteDatasetOptions,
  WrittenConfig,
  WrittenDataset,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  DataAttribute: new (options: DataAttributeOptions) => DataAttribute
  DataShard: new (bucket: BucketHandle, input?: DataShardOptions) => DataShard
  DatasetConfig: new (input: DatasetConfigOptions) => DatasetConfig
  LabelAttribute: new (input: LabelAttributeOptions) => LabelAttribute
  ObjectAttribute: new (options: ObjectAttributeOptions) => ObjectAttribute
  Sample: new (key: string, shard: string, columns: ReadonlyMap<string, Uint8Array>) => Sample
  ShardWriter: new (bucket: BucketHandle, options?: ShardOptions) => ShardWriter
  StoredContent: new (sizeBytes: number, open: () => AsyncIterable<Uint8Array>) => StoredContent
  fileContent: (path: string) => Promise<StoredContent>
  objectContent: (bucket: BucketHandle, name: string) => Promise<StoredContent>
  readShard: (bucket: BucketHandle, name: string, options?: ReadShardOptions) => AsyncGenerator<Sample>
  writeDataset: (bucket: BucketHandle, config: DatasetConfig, options?: WriteDatasetOptions) => Promise<WrittenConfig>
  writeRecords: (
    bucket: BucketHandle,
    records: Iterable<DatasetRecord> | AsyncIterable<DatasetRecord>,
    options?: ShardOptions,
  ) => Promise<WrittenDataset>
}>()

expectTypeOf<Signatures<DataAttribute>>().toEqualTypeOf<{
  readonly column: string
  entries: () => AsyncGenerator<string>
  getDataForEntry: (stem: string) => Promise<StoredContent | undefined>
}>()

expectTypeOf<Signatures<DatasetConfig>>().toEqualTypeOf<{
  generateDataset: (maxCount: number) => AsyncGenerator<ConfiguredSample>
  readonly primaryAttribute: PrimaryAttribute
  readonly secondaryAttributes: readonly ConfigAttribute[]
}>()

expectTypeOf<Signatures<DataShard>>().toEqualTypeOf<{
  readonly bucket: BucketHandle
  readonly etlName: string | undefined
  listShards: (call?: CallOptions) => AsyncGenerator<string>
  readonly prefix: string
  samples: (options?: Omit<ReadShardOptions, 'etl' | 'etlName'>) => AsyncGenerator<Sample>
}>()

expectTypeOf<Signatures<LabelAttribute>>().toEqualTypeOf<{
  readonly column: string
  getDataForEntry: (stem: string) => Promise<Awaited<ReturnType<LabelAttributeOptions['labelIdentifier']>>>
}>()

expectTypeOf<Signatures<ObjectAttribute>>().toEqualTypeOf<{
  readonly column: string
  entries: () => AsyncGenerator<string>
  getDataForEntry: (stem: string) => Promise<StoredContent | undefined>
}>()

expectTypeOf<Signatures<Sample>>().toEqualTypeOf<{
  bytes: (column: string) => Uint8Array | undefined
  readonly columns: ReadonlyMap<string, Uint8Array>
  integer: (column: string) => number | undefined
  json: {
    (column: string): unknown
    <A>(column: string, decoder: Decoder<A>): A | undefined
  }
  readonly key: string
  readonly shard: string
  text: (column: string) => string | undefined
}>()

expectTypeOf<Signatures<ShardWriter>>().toEqualTypeOf<{
  [Symbol.asyncDispose]: () => Promise<void>
  abort: () => Promise<void>
  close: () => Promise<void>
  write: (record: DatasetRecord) => Promise<void>
}>()

expectTypeOf<Signatures<StoredContent>>().toEqualTypeOf<{
  readonly open: () => AsyncIterable<Uint8Array>
  readonly sizeBytes: number
}>()

declare const writer: ShardWriter
// @ts-expect-error -- a record has a key
void writer.write({ columns: {} })
