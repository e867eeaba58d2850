import type { ManifestRow } from './manifest-row.ts'

/** Rows of what needs a remote bucket. */
export const remoteRows = [
  { python: 'Bucket.evict(remote)', package: '@ais/buckets', here: 'evict({ keepMd })' },
  { python: 'Object.get(latest)', package: '@ais/objects', here: 'get({ latest })' },
  {
    python: 'Object.blob_download(remote)',
    package: '@ais/objects',
    here: 'blobDownload({ chunkSizeBytes, numWorkers, latest })',
  },
  {
    python: 'ObjectGroup.prefetch(remote)',
    package: '@ais/multiobj',
    here: 'prefetch({ blobThresholdBytes, numWorkers, latest })',
  },
  { python: 'ObjectGroup.evict(remote)', package: '@ais/multiobj', here: 'evict()' },
  { python: 'ObjectProps.present(remote)', package: '@ais/objects', here: 'present' },
] as const satisfies readonly ManifestRow[]
