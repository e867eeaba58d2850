import type { ManifestRow } from './manifest-row.ts'

/** Rows of download jobs. */
export const downloadsRows = [
  { python: 'api.DownloadSingle', package: '@ais/downloads', here: 'downloadSingle({…})' },
  { python: 'api.DownloadRange', package: '@ais/downloads', here: 'downloadRange({…})' },
  { python: 'api.DownloadMulti', package: '@ais/downloads', here: 'downloadMulti({…})' },
  { python: 'api.DownloadBackend', package: '@ais/downloads', here: 'downloadBackend({…})' },
  { python: 'api.DownloadStatus', package: '@ais/downloads', here: 'status()' },
  { python: 'api.DownloadGetList', package: '@ais/downloads', here: 'listDownloads({…})' },
  { python: 'api.AbortDownload', package: '@ais/downloads', here: 'abort()' },
  { python: 'api.RemoveDownload', package: '@ais/downloads', here: 'remove()' },
] as const satisfies readonly ManifestRow[]
