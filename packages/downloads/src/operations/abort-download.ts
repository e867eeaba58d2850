import { at, readNothing, type Operation } from '@ais/core'
import { adminBody, atDownload } from '../admin-message.js'
import { abortDownloadRoute } from '../wire/routes.js'

/**
 * Aborts a download job; what it has downloaded stays. Aborting one that has ended changes nothing.
 * @throws ApiError JobNotFound
 * @wire DELETE /v1/download/abort: api/dload.go AbortDownload
 */
export const abortDownload = (jobId: string): Operation<void> => {
  const name = 'downloads.abort'
  return {
    ...atDownload(name, at(name, abortDownloadRoute, {}), jobId),
    body: adminBody({ jobId }),
    idempotent: true,
    read: readNothing,
  }
}
