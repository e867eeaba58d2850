import { archiveModes, type ArchiveMode } from '@ais/objects/wire'
import { ApiFailure } from '../api-failure.js'

/** What a GET wants out of an archive: one member, or those that match. */
export type ArchiveWish =
  | { readonly kind: 'one'; readonly path: string }
  | { readonly kind: 'many'; readonly matches: (path: string) => boolean; readonly text: string }

const isMode = (mode: string): mode is ArchiveMode => archiveModes.some((known) => known === mode)

/** The path without its extension, from the first dot of its last part: WebDataset's key. */
const keyOf = (path: string): string => {
  const slash = path.lastIndexOf('/') + 1
  const dot = path.indexOf('.', slash)
  return dot < 0 ? path : path.slice(0, dot)
}

const matcher = (mode: ArchiveMode, pattern: string, text: string, subject: string): ((path: string) => boolean) => {
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
      let regexp: RegExp
      try {
        regexp = new RegExp(pattern)
      } catch {
        throw new ApiFailure(400, `failed to extract files that match ${text} from ${subject}, err: error parsing regexp: ${pattern}`, 'ErrFailedTo')
      }
      return (path) => regexp.test(path)
    }
  }
}

/** Checks the archive parameters as the proxy does before it redirects. @throws ApiFailure 400 */
export const checkArchiveQuery = (query: URLSearchParams): void => {
  const mode = query.get('archmode') ?? ''
  if (mode === '') return
  if (!isMode(mode))
    throw new ApiFailure(400, `dpq: 'archmode=${mode}', err: invalid matching mode "${mode}", expecting one of: [${archiveModes.join(' ')}]`)
  if ((query.get('archpath') ?? '') !== '' && (query.get('archregx') ?? '') !== '')
    throw new ApiFailure(400, `dpq: 'archmode=${mode}', err: dpq: archpath="archpath" (match one) and archregx="archregx" (match many) are mutually exclusive`)
}

/** Reads what is wanted; `undefined` for the archive itself, also for `archregx` without a mode. */
export const archiveWish = (query: URLSearchParams, subject: string): ArchiveWish | undefined => {
  const path = query.get('archpath') ?? ''
  if (path !== '') return { kind: 'one', path }
  const mode = query.get('archmode') ?? ''
  if (!isMode(mode)) return undefined
  const pattern = query.get('archregx') ?? ''
  const text = `(archregx=${pattern}, archmode=${mode})`
  return { kind: 'many', matches: matcher(mode, pattern, text, subject), text }
}
