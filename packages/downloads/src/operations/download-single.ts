import { checkObjectName, firstProblem, invalidInput, type BucketRef, type Operation } from '@ais/core'
import type { LinkDownloadOptions } from '../download-options.js'
import { startDownload } from '../start-download.js'
import { linkProblem, nameFromLink, sentName } from '../wire/link.js'

/** Options of {@link downloadSingle}. */
export interface DownloadSingleOptions extends LinkDownloadOptions {
  /** Name of the object. @defaultValue the last part of the link's path */
  readonly objectName?: string
}

/**
 * Starts downloading one object from a link into a bucket, which is created if there is none; gives the job's id.
 * @throws ApiError BadRequest
 * @wire POST /v1/download single: api/dload.go DownloadSingle
 */
export const downloadSingle = (
  bucket: BucketRef,
  link: string,
  options: DownloadSingleOptions = {},
): Operation<string> => {
  const name = 'downloads.single'
  const wrongLink = linkProblem(link)
  const objectName = options.objectName ?? nameFromLink(link)
  const problem = firstProblem(
    wrongLink === undefined ? undefined : invalidInput(name, 'link', wrongLink),
    options.objectName === undefined && objectName === ''
      ? invalidInput(name, 'objectName', 'must be given: the link does not end in a name')
      : undefined,
    checkObjectName(name, objectName),
  )
  const message = { object_name: sentName(objectName), link, from_remote: false }
  return startDownload(name, 'single', bucket, options, problem, message)
}
