export type { ConfigAttribute, PrimaryAttribute, TypedAttributeOptions } from './attributes/config-attribute.js'
export { DataAttribute, fileContent, type DataAttributeOptions } from './attributes/data-attribute.js'
export { LabelAttribute, type LabelAttributeOptions } from './attributes/label-attribute.js'
export { ObjectAttribute, objectContent, type ObjectAttributeOptions } from './attributes/object-attribute.js'
export { DataShard, type DataShardOptions } from './data-shard.js'
export { DatasetConfig, type ConfiguredSample, type DatasetConfigOptions } from './dataset-config.js'
export { readShard, type ReadShardOptions } from './flows/read-shard.js'
export {
  writeDataset,
  type MissingSample,
  type WriteDatasetOptions,
  type WrittenConfig,
} from './flows/write-dataset.js'
export { writeRecords, type WrittenDataset } from './flows/write-records.js'
export type { ColumnValue, DatasetRecord } from './record/dataset-record.js'
export type { ColumnEncoder } from './record/encode-column.js'
export { StoredContent } from './record/stored-content.js'
export { Sample } from './sample.js'
export type { ShardOptions, WrittenShard } from './shard-options.js'
export { ShardWriter } from './shard-writer.js'
