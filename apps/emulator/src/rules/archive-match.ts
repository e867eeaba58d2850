import { archiveModes, type ArchiveMode } from '@ais/objects/wire'
import { ApiFailure } from '../api-failure.js'
import { goRegexpOr } from './go-regexp.js'

/** What a GET wants out of an archive: one member, or those that match. */
export type ArchiveWish =
  | { readonly kind: 'one'; readonly path: string }
  | { readonly kind: 'many'; readonly matches: (path: string) => boolean; readonly text: string }

const isMode = (mode: string): mode is ArchiveMode => archiveModes.some((known) => known === mode)

/** The path without its last extension and a leading slash: WebDataset's key, as AIStore 5.0 computes it. @wire cmn/cos/basename.go WdsKey */
const keyOf = (path: string): string => {
  const dot = path.lastIndexOf('.')
  const key = dot > path.lastIndexOf('/') ? path.slice(0, dot) : path
  return key.startsWith('/') ? key.slice(1) : key
}

const matcher = (
  mode: ArchiveMode,
  pattern: string,
  refuse: (why: string) => ApiFailure,
): ((path: string) => boolean) => {
  // AIStore takes both for "all" and means a prefix by them, whatever the mode; of a star, that is a star.
  if (pattern === '' || pattern === '*') return (path) => path.startsWith(pattern)
  switch (mode) {
    case 'prefix':
      return (path) => path.startsWith(pattern)
    case 'suffix':
      return (path) => path.endsWith(pattern)
    case 'substr':
      return (path) => path.includes(pattern)
    case 'wdskey':
      return (path) => keyOf(path) === pattern
    case 'regexp': {
      const regexp = goRegexpOr(refuse, pattern)
      return (path) => regexp.test(path)
    }
  }
}

/** Checks the archive parameters as the proxy does before it redirects. @throws ApiFailure 400 */
export const checkArchiveQuery = (query: URLSearchParams): void => {
  const path = query.get('archpath') ?? ''
  if (/\/$|^~\/|(?:^|\/)\.\.?(?:\/|$)/.test(path))
    throw new ApiFailure(400, `dpq: 'archpath=${encodeURIComponent(path)}', err: invalid archpath "${path}"`)
  const mode = query.get('archmode') ?? ''
  if (mode === '') return
  if (!isMode(mode))
    throw new ApiFailure(
      400,
      `dpq: 'archmode=${mode}', err: invalid matching mode "${mode}", expecting one of: [${archiveModes.join(' ')}]`,
    )
  if (path !== '')
    throw new ApiFailure(
      400,
      `dpq: 'archmode=${mode}', err: dpq: archpath="archpath" (match one) and archregx="archregx" (match many) are mutually exclusive`,
    )
}

/** Reads what is wanted; `undefined` for the archive itself, also for `archregx` without a mode. */
export const archiveWish = (query: URLSearchParams, subject: string, node: string): ArchiveWish | undefined => {
  const path = query.get('archpath') ?? ''
  if (path !== '') return { kind: 'one', path: path.replace(/^\//, '') }
  const pattern = query.get('archregx') ?? ''
  const given = query.get('archmode')
  // A mode that is there and empty is the default one.
  const mode = given === '' && pattern !== '' ? 'prefix' : (given ?? '')
  if (!isMode(mode)) return undefined
  const text = `(archregx=${pattern}, archmode=${given ?? ''})`
  const refuse = (why: string): ApiFailure =>
    new ApiFailure(
      400,
      `${node}: failed to extract files that match ${text} from ${subject}, err: ${why}`,
      'ErrFailedTo',
    )
  return { kind: 'many', matches: matcher(mode, pattern, refuse), text }
}
