import type { ManifestRow } from './manifest-row.ts'

/** Rows of download jobs. */
export const downloadsRows = [
  { python: 'api.DownloadSingle', package: '@ais/downloads', here: 'downloads.single(bucket, link, { objectName })' },
  { python: 'api.DownloadRange', package: '@ais/downloads', here: 'downloads.range(bucket, template, { subdir })' },
  { python: 'api.DownloadMulti', package: '@ais/downloads', here: 'downloads.multi(bucket, links, {…})' },
  {
    python: 'api.DownloadBackend',
    package: '@ais/downloads',
    here: 'downloads.backend(bucket, { prefix, suffix, sync })',
  },
  {
    python: 'api.DownloadStatus',
    package: '@ais/downloads',
    here: 'download.status(), download.wait(), download.progress()',
  },
  { python: 'api.DownloadGetList', package: '@ais/downloads', here: 'downloads.list({ regex, onlyActive })' },
  { python: 'api.AbortDownload', package: '@ais/downloads', here: 'download.abort()' },
  { python: 'api.RemoveDownload', package: '@ais/downloads', here: 'download.remove()' },
] as const satisfies readonly ManifestRow[]
