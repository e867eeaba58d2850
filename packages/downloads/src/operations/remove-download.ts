import { at, readNothing, type Operation } from '@ais/core'
import { adminBody, atDownload } from '../admin-message.js'
import { removeDownloadRoute } from '../wire/routes.js'

/**
 * Takes a download job that has ended off the list; what it has downloaded stays.
 * @throws ApiError JobNotFound, BadRequest (it still runs)
 * @wire DELETE /v1/download/remove: api/dload.go RemoveDownload
 */
export const removeDownload = (jobId: string): Operation<void> => {
  const name = 'downloads.remove'
  return {
    ...atDownload(name, at(name, removeDownloadRoute, {}), jobId),
    body: adminBody({ jobId }),
    idempotent: false,
    read: readNothing,
  }
}
