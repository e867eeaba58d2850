import { invalidInput, type BucketRef, type InvalidInputError, type Operation } from '@ais/core'
import { countOf, parseTemplate } from '@ais/multiobj/wire'
import type { LinkDownloadOptions } from '../download-options.js'
import { startDownload } from '../start-download.js'
import { linkProblem } from '../wire/link.js'

/** Options of {@link downloadRange}. */
export interface DownloadRangeOptions extends LinkDownloadOptions {
  /** Put before the objects' names, with a slash between. @defaultValue none */
  readonly subdir?: string
}

/** Links that the server expands a template to at most. @wire cmn/cos/template.go CheckCount */
const maxLinks = 10_000_000n

const templateProblem = (operation: string, template: string): InvalidInputError | undefined => {
  const wrongLink = linkProblem(template)
  if (wrongLink !== undefined) return invalidInput(operation, 'template', wrongLink)
  // The server's downloader knows this form only.
  if (!template.includes('{'))
    return invalidInput(operation, 'template', "must have a range, as in 'http://host/file-{000..099}.tar'")
  const parsed = parseTemplate(template)
  if (parsed.kind === 'invalid') return invalidInput(operation, 'template', parsed.reason)
  return parsed.kind === 'ranges' && countOf(parsed.ranges) > maxLinks
    ? invalidInput(operation, 'template', `must not stand for more than ${maxLinks} links`)
    : undefined
}

const subdirProblem = (operation: string, subdir: string | undefined): InvalidInputError | undefined =>
  subdir?.split('/').some((part) => part === '..' || part === '.') === true
    ? invalidInput(operation, 'subdir', "must not contain the components '.' or '..'")
    : undefined

/**
 * Starts downloading from all links that a template stands for, `http://host/file-{000..099}.tar`, into a bucket, which is created if
 * there is none; gives the job's id.
 * @throws ApiError BadRequest
 * @wire POST /v1/download range: api/dload.go DownloadRange
 */
export const downloadRange = (
  bucket: BucketRef,
  template: string,
  options: DownloadRangeOptions = {},
): Operation<string> => {
  const name = 'downloads.range'
  const problem = templateProblem(name, template) ?? subdirProblem(name, options.subdir)
  return startDownload(name, 'range', bucket, options, problem, { template, subdir: options.subdir ?? '' })
}
