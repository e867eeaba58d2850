import {
  checkObjectName,
  firstProblem,
  invalidInput,
  type BucketRef,
  type InvalidInputError,
  type Operation,
} from '@ais/core'
import type { LinkDownloadOptions } from '../download-options.js'
import { startDownload } from '../start-download.js'
import { linkProblem, nameFromLink, sentName } from '../wire/link.js'

/** Links by the names of their objects, or links whose last parts become the names. */
export type DownloadLinks = Readonly<Record<string, string>> | readonly string[]

const isList = (links: DownloadLinks): links is readonly string[] => Array.isArray(links)

const pairsOf = (links: DownloadLinks): readonly (readonly [string, string])[] =>
  isList(links) ? links.map((link) => [nameFromLink(link), link] as const) : Object.entries(links)

const problemOf = (
  operation: string,
  [name, link]: readonly [string, string],
  index: number,
): InvalidInputError | undefined => {
  const field = `links[${index}]`
  const wrongLink = linkProblem(link)
  if (wrongLink !== undefined) return invalidInput(operation, field, wrongLink)
  return name === ''
    ? invalidInput(operation, field, 'must end in a name, or the names must be given')
    : checkObjectName(operation, name)
}

/**
 * Starts downloading from many links into a bucket, which is created if there is none; gives the job's id.
 * @throws ApiError BadRequest
 * @wire POST /v1/download multi: api/dload.go DownloadMulti
 */
export const downloadMulti = (
  bucket: BucketRef,
  links: DownloadLinks,
  options: LinkDownloadOptions = {},
): Operation<string> => {
  const name = 'downloads.multi'
  const pairs = pairsOf(links)
  const problem = firstProblem(
    pairs.length === 0 ? invalidInput(name, 'links', 'must not be empty') : undefined,
    ...pairs.map((pair, index) => problemOf(name, pair, index)),
    new Set(pairs.map(([own]) => own)).size < pairs.length
      ? invalidInput(name, 'links', 'must not end in the same name twice: give the names')
      : undefined,
  )
  return startDownload(name, 'multi', bucket, options, problem, {
    objects: Object.fromEntries(pairs.map(([own, link]) => [sentName(own), link])),
  })
}
