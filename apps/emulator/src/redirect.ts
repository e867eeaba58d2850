import type { EmulatorReply, EmulatorRequest } from './server/handler.js'
import type { EmulatedNode } from './topology/node.js'

/** Characters of a path that Go's URL writer leaves alone; others are percent-encoded. */
const goPathSafe = /[A-Za-z0-9\-_.~$&+,/:;=@]/

const goEscapePath = (path: string): string =>
  [...Buffer.from(path, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return byte < 0x80 && goPathSafe.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

const goQueryEscape = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')

const sortedQuery = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${goQueryEscape(name)}=${goQueryEscape(value)}`)
    .join('&')

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;')

/**
 * Redirects a request to a target: 301 for GET, 307 for all else. The query is kept to the letter, unless the path has
 * characters that Go writes differently; then it is rebuilt, sorted.
 * @wire ais/htrun.go redirectURL
 */
export const redirectTo = (
  target: EmulatedNode,
  proxy: EmulatedNode,
  request: EmulatorRequest,
  nowNs: bigint,
): EmulatorReply => {
  const utm = nowNs.toString(36)
  const decoded = decodeURIComponent(request.path)
  const escaped = goEscapePath(decoded)
  const isPlain = escaped === decoded && request.path === decoded
  const query = isPlain
    ? `${request.rawQuery === '' ? '' : `${request.rawQuery}&`}pid=${proxy.id}&utm=${utm}`
    : sortedQuery([...request.query, ['pid', proxy.id], ['utm', utm]])
  const location = `${target.url}${isPlain ? request.path : escaped}?${query}`
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 307, headers: { Location: location } }
  const headers = { Location: location, 'Content-Type': 'text/html; charset=utf-8' }
  return request.method === 'HEAD'
    ? { status: 307, headers }
    : { status: 301, headers, body: `<a href="${escapeHtml(location)}">Moved Permanently</a>.\n\n` }
}
