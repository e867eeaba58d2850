import { at, readJson, type Operation } from '@ais/core'
import { adminBody, atDownload } from '../admin-message.js'
import { DownloadStatus } from '../wire/download-status.js'
import { getDownloadsRoute } from '../wire/routes.js'

/** Options of {@link getDownloadStatus}. */
export interface DownloadStatusOptions {
  /** Leave out objects whose download has ended, and the failures. @defaultValue false */
  readonly onlyActiveTasks?: boolean
}

/**
 * Asks how a download job stands.
 * @throws ApiError JobNotFound
 * @wire GET /v1/download: api/dload.go DownloadStatus
 */
export const getDownloadStatus = (jobId: string, options: DownloadStatusOptions = {}): Operation<DownloadStatus> => {
  const name = 'downloads.status'
  return {
    ...atDownload(name, at(name, getDownloadsRoute, {}), jobId),
    body: adminBody({ jobId, onlyActiveTasks: options.onlyActiveTasks }),
    idempotent: true,
    read: readJson(name, DownloadStatus),
  }
}
