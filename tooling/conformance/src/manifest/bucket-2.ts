import type { ManifestRow } from './manifest-row.ts'

/** Rows of what buckets do beyond the first list. */
export const bucketExtraRows = [
  {
    python: 'Bucket.list_archive',
    package: '@ais/buckets',
    here: 'listArchive(archiveObjName, { includeArchiveObj, props })',
  },
  {
    python: 'Bucket.create_inventory',
    package: '@ais/buckets',
    here: 'createInventory({ name, prefix, props, namesPerChunk, force })',
  },
  { python: 'Bucket.destroy_inventory', package: '@ais/buckets', here: 'destroyInventory(inventoryName)' },
  { python: 'Bucket.show_inventory', package: '@ais/buckets', here: 'showInventory(inventoryName)' },
  { python: 'Bucket.list_objects(start_after)', package: '@ais/buckets', here: 'listObjects({ startAfter })' },
  { python: 'Bucket.list_objects(inventory_name)', package: '@ais/buckets', here: 'listObjects({ inventoryName })' },
  { python: 'api.SetBucketProps', package: '@ais/buckets', here: 'setProps(change)' },
  { python: 'api.ResetBucketProps', package: '@ais/buckets', here: 'resetProps()' },
  { python: 'api.CreateBucket(props)', package: '@ais/buckets', here: 'create({ props })' },
  { python: 'api.MakeNCopies', package: '@ais/buckets', here: 'makeNCopies(copies)' },
  { python: 'api.ECEncodeBucket', package: '@ais/buckets', here: 'ecEncode({ dataSlices, paritySlices, recover })' },
  {
    python: 'api.RechunkBucket',
    package: '@ais/buckets',
    here: 'rechunk({ chunkSizeBytes, objectSizeLimitBytes, prefix })',
  },
  { python: 'api.IndexBucketShards', package: '@ais/buckets', here: 'indexShards({ prefix, numWorkers, skipVerify })' },
  { python: 'api.GetBucketSummary(all)', package: '@ais/buckets', here: 'getSummaries(connection)' },
  { python: 'api.ListObjects(non-recursive)', package: '@ais/buckets', here: 'listObjects({ nonRecursive })' },
  {
    python: 'api.ListObjects(diff)',
    package: '@ais/buckets',
    here: 'listObjects({ flags: [ListObjectFlag.DIFF] })',
    note: 'with `custom` among `props`',
  },
  {
    python: 'api.ListObjects(not-cached)',
    package: '@ais/buckets',
    here: 'listObjects({ flags: [ListObjectFlag.NOT_CACHED] })',
  },
] as const satisfies readonly ManifestRow[]
