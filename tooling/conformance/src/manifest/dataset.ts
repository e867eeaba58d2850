import type { ManifestRow } from './manifest-row.ts'

/** Rows of datasets. */
export const datasetRows = [
  {
    python: 'Bucket.write_dataset',
    package: '@ais/dataset',
    here: 'writeDataset(bucket, config, { skipMissing, pattern, maxCount, maxSizeBytes })',
    inClient: 'bucket.writeDataset(config, {…})',
  },
  {
    python: 'DatasetConfig',
    package: '@ais/dataset',
    here: 'new DatasetConfig({ primaryAttribute, secondaryAttributes })',
    note: 'of `DataAttribute`, `ObjectAttribute`, `LabelAttribute`',
  },
  { python: 'DataShard', package: '@ais/dataset', here: 'new DataShard(bucket, { prefix, etlName })' },
] as const satisfies readonly ManifestRow[]
