import type { ManifestRow } from './manifest-row.ts'

/** Rows of datasets. */
export const datasetRows = [
  { python: 'Bucket.write_dataset', package: '@ais/dataset', here: 'writeDataset(bucket, config, {skipMissing, …})' },
  { python: 'DatasetConfig', package: '@ais/dataset', here: 'DatasetConfig' },
  { python: 'DataShard', package: '@ais/dataset', here: 'DataShard' },
] as const satisfies readonly ManifestRow[]
