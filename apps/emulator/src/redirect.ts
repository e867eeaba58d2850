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

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')

/** Escapes what is not ASCII as Go does in a header; what no header can hold becomes a space. */
const asHeader = (text: string): string =>
  /^[ -~]*$/.test(text)
    ? text
    : text
        .replace(/[^\0-\u007f]+/g, (run) => encodeURIComponent(run.toWellFormed()).toLowerCase())
        .replace(/[\0-\u001f\u007f]/g, ' ')

const reason = { 301: 'Moved Permanently', 307: 'Temporary Redirect' } as const

/** What makes Go build the URL anew instead of joining its parts. @wire cmn/http.go HasSpecialSymbols */
const special = /[%?# +]/

/**
 * Redirects a request to a target: 301 for GET unless told otherwise, 307 for all else. The path is decoded and the query kept to the
 * letter, unless the path has special characters; then it is encoded, and the query rebuilt and sorted.
 * @wire ais/prxred.go redurl
 */
export const redirectTo = (
  target: EmulatedNode,
  proxy: EmulatedNode,
  request: EmulatorRequest,
  nowNs: bigint,
  statusOfGet: 301 | 307 = 301,
): EmulatorReply => {
  const utm = nowNs.toString(36)
  const path = request.path.includes('%') ? decodeURIComponent(request.path) : request.path
  const url = special.test(path)
    ? `${target.url}${goEscapePath(path)}?${sortedQuery([...request.query, ['pid', proxy.id], ['utm', utm]])}`
    : `${target.url}${path}?${request.rawQuery === '' ? '' : `${request.rawQuery}&`}pid=${proxy.id}&utm=${utm}`
  const location = asHeader(url)
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 307, headers: { Location: location } }
  const headers = { Location: location, 'Content-Type': 'text/html; charset=utf-8' }
  return request.method === 'HEAD'
    ? { status: 307, headers }
    : { status: statusOfGet, headers, body: `<a href="${escapeHtml(url)}">${reason[statusOfGet]}</a>.\n\n` }
}
