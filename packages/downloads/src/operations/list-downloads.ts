import { at, invalidInput, readJson, type Operation } from '@ais/core'
import { adminBody } from '../admin-message.js'
import { DownloadJobs, type DownloadJob } from '../wire/download-job.js'
import { getDownloadsRoute } from '../wire/routes.js'

/** Options of {@link listDownloads}. */
export interface ListDownloadsOptions {
  /** Only jobs whose description matches, a POSIX regular expression. @defaultValue all */
  readonly regex?: string
  /** Only jobs that run. @defaultValue false */
  readonly onlyActive?: boolean
}

/**
 * Lists download jobs, in no particular order.
 * @throws ApiError BadRequest (the pattern cannot be read)
 * @wire GET /v1/download: api/dload.go DownloadGetList
 */
export const listDownloads = (options: ListDownloadsOptions = {}): Operation<readonly DownloadJob[]> => {
  const name = 'downloads.list'
  return {
    ...at(name, getDownloadsRoute, {}),
    ...(options.regex === '' ? { problem: invalidInput(name, 'regex', 'must not be empty') } : {}),
    body: adminBody({ regex: options.regex, onlyActiveTasks: options.onlyActive }),
    idempotent: true,
    read: readJson(name, DownloadJobs),
  }
}
