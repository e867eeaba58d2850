import { RedirectError } from '../errors/redirect-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import { remembering } from '../flows/remembering.js'
import { endOfHost } from '../transport/end-of-host.js'

const followed: ReadonlySet<number> = new Set([301, 302, 307, 308])

/** Tells whether a status is one that AIStore redirects with; method and body are kept for all of them. */
export const isFollowedRedirect = (status: number): boolean => followed.has(status)

/** Origin of a URL's scheme and authority; `undefined` when they make none. Every call asks for those of the same few nodes. */
const knownOrigin = remembering((start) => (URL.canParse(start) ? new URL(start).origin : undefined))

/** Scheme, host and port of a URL; the text itself, cut, when it is none. */
export const originOf = (url: string): string => {
  const end = endOfHost(url)
  if (end !== -1) return knownOrigin(url.slice(0, end)) ?? url.slice(0, 60)
  return URL.canParse(url) ? new URL(url).origin : url.slice(0, 60)
}

const fail = (reason: string, context: ErrorContext): never => {
  throw new RedirectError(
    `${callName(context)}: ${context.node ?? 'the server'} redirects ${reason}; not followed`,
    context,
  )
}

/** Says where a Location leads that is no absolute URL of a node. */
const whereTo = (location: string): string => {
  const [, scheme = 'http'] = /^([a-z][a-z0-9+.-]*):\/\/[^/?#\\]/i.exec(location) ?? []
  return /^https?$/i.test(scheme)
    ? 'to a Location that is not an absolute URL'
    : `to a ${scheme.toLowerCase().slice(0, 12)} URL`
}

/**
 * Checks a `Location` and gives the URL to ask, with its origin mapped and everything else verbatim.
 * @throws RedirectError for a missing or malformed one, another scheme than http(s), credentials, https to http, a loop
 */
export const checkedLocation = (
  location: string | undefined,
  from: { readonly url: string; readonly context: ErrorContext; readonly mapOrigin: (origin: string) => string },
): string => {
  const { context } = from
  if (location === undefined || location === '') return fail('without saying where to (no Location)', context)
  if (!/^[\u0021-\u007e]+$/.test(location)) return fail('to a Location with characters that no URL has', context)
  const end = endOfHost(location)
  const node = location.slice(0, Math.max(end, 0))
  // Only absolute URLs with an authority are AIStore's; `//host`, `/path` and `http:host` are not.
  if (node.length <= node.indexOf('/') + 2) return fail(whereTo(location), context)
  if (node.includes('@')) return fail('to a URL with credentials', context)
  // What follows the host cannot make a URL wrong, and the host is one of the same few.
  const origin = knownOrigin(node)
  if (origin === undefined) return fail('to a Location that is not a URL', context)
  if (from.url.startsWith('https:') && origin.startsWith('http:')) return fail('from https to http', context)
  // A fragment is not for servers, and every URL that is asked has a path; all else stays verbatim.
  // AIStore writes a backslash of a name as it is, and URL parsers take it for a slash: it would name another object.
  const fragment = location.indexOf('#', end)
  const rest = fragment === -1 ? location.slice(end) : location.slice(end, fragment)
  const place = (rest.startsWith('/') ? rest : `/${rest}`).replaceAll('\\', '%5C')
  const mapped = from.mapOrigin(origin)
  const url = (mapped === origin ? node : mapped) + place
  if (url === from.url) return fail('to itself', context)
  return url
}

const placeOf = (url: string): readonly [path: string, query: string] => {
  const end = endOfHost(url)
  const rest = end === -1 ? url : url.slice(end)
  const mark = rest.indexOf('?')
  return mark < 0 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)]
}

/** Path without escapes; the text itself where it has wrong ones, which no path of ours has. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** What AIStore may write otherwise: an alias of another cluster is its id in a redirect. */
const resolved: ReadonlySet<string> = new Set(['namespace', 'bck_to'])

/**
 * Holds a redirect of a call on an object to what was asked for: AIStore writes the path and the query anew, and adds to the query, but
 * means the same object. Another one would be read, written or deleted without anybody noticing.
 * @throws RedirectError
 */
export const checkSameObject = (url: string, asked: string, context: ErrorContext): void => {
  const [path, query] = placeOf(asked)
  if (!path.startsWith('/v1/objects/')) return
  const [itsPath, itsQuery] = placeOf(url)
  // Nearly always it is to the letter. A path before it is a gateway's.
  if (itsPath.endsWith(path) && (itsQuery === query || itsQuery.startsWith(`${query}&`))) return
  const its = new URLSearchParams(itsQuery)
  const isSame =
    decoded(itsPath).endsWith(decoded(path)) &&
    [...new URLSearchParams(query)].every(
      ([name, value]) => its.getAll(name).includes(value) || (resolved.has(name) && its.has(name)),
    )
  if (!isSame) fail('to another object, or with another query, than was asked for', context)
}
