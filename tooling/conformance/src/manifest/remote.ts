import type { ManifestRow } from './manifest-row.ts'

/** Rows of what needs a remote bucket. */
export const remoteRows = [
  { python: 'Bucket.evict(remote)', package: '@ais/buckets', here: 'evict({ keepMd })' },
  { python: 'Object.get(latest)', package: '@ais/objects', here: 'get({ latest })' },
  { python: 'Object.blob_download(remote)', package: '@ais/objects', here: 'blobDownload({…})' },
  { python: 'ObjectGroup.prefetch(remote)', package: '@ais/multiobj', here: 'prefetch({…})' },
  { python: 'ObjectGroup.evict(remote)', package: '@ais/multiobj', here: 'evict()' },
  { python: 'ObjectProps.present(remote)', package: '@ais/objects', here: 'present' },
  { python: 'ColdGetConf', package: '@ais/core', here: 'coldGet' },
] as const satisfies readonly ManifestRow[]
