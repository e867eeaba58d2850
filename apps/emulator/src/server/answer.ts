import type { IncomingMessage } from 'node:http'
import { ApiFailure } from '../api-failure.js'
import { admitCaller } from '../authn/access/admit-caller.js'
import { chooseByAction, takesMessage, type Dispatcher, type Matches } from '../dispatch.js'
import { admitBucket } from '../backends/admit-bucket.js'
import { redirectToOwner } from '../handlers/redirect-to-owner.js'
import { unknownActionAt } from '../handlers/unknown-action.js'
import { notEmulated, unknownPath } from '../strict.js'
import { nodeName } from '../topology/node.js'
import type { EmulatorReply, HandlerContext } from './handler.js'
import { parseMessage } from './parse-message.js'
import { readMessageText } from './read-request.js'
import { ReceivedRequest, remoteAddressOf } from './received-request.js'
import { resourceOf } from './resource-of.js'

/** Methods of AIStore's handlers by resource; they do not depend on what the rest of the path has. */
const resources: Readonly<Record<string, string>> = {
  cluster: 'DELETE, GET, POST, PUT',
  daemon: 'GET, POST, PUT',
  buckets: 'DELETE, GET, HEAD, PATCH, POST',
  download: 'DELETE, GET, POST',
  etl: 'DELETE, GET, POST, PUT',
  objects: 'DELETE, GET, HEAD, POST, PUT',
  tokens: 'POST, DELETE',
}

const allowedAt = (path: string, matches: Matches): string =>
  resources[resourceOf(path)] ?? matches.methods.toSorted().join(', ')

/** Refuses a path that names less than the resource needs. */
const checkLength = (path: string): void => {
  const [, version, resource = '', ...rest] = path.split('/')
  if (version !== 'v1') return
  const given = rest.filter((part) => part !== '').length
  if (resource === 'objects' && given < 2)
    throw new ApiFailure(
      400,
      `URL '${decodeURIComponent(path).slice(1)}' is too short: expected 4 items, got ${2 + given}`,
    )
  if (resource === 'buckets' && given < 1)
    throw new ApiFailure(400, `URL '${path.slice(1)}' is too short: expected 3 items, got 2`)
}

/** The long form of a short URL, `/ais/bucket/object`; other paths as they are. */
const longForm = (url: string): string => {
  if (url.startsWith('/v1/')) return url
  const [path = '/', query] = url.split('?', 2)
  const [, provider = '', bucket = '', ...object] = path.split('/')
  if (!['ais', 's3', 'gs', 'az'].includes(provider) || provider === 's3') return url
  const resource = object.join('/') === '' ? 'buckets' : 'objects'
  const rest = [bucket, ...object].filter((part, index) => index > 0 || part !== '').join('/')
  return `/v1/${resource}${rest === '' ? '' : `/${rest}`}?provider=${provider}${query === undefined ? '' : `&${query}`}`
}

/** What follows a bucket's name is not looked at; only a change of the bucket is refused. @wire ais/proxy.go httpbckpost */
const withoutRest = (path: string, method: string): string => {
  if (!path.startsWith('/v1/buckets/')) return path
  const found = /^(\/v1\/buckets\/[^/]+)\/./.exec(path)
  if (found === null || method === 'HEAD') return path
  if (method === 'POST') throw new ApiFailure(400, `invalid request URI ${JSON.stringify(decodeURIComponent(path))}`)
  return found[1] ?? path
}

/** A plain GET of a bucket, as a browser or curl sends it, lists it; without a bucket it lists those. @wire ais/proxy.go httpbckget */
const plainList = (
  path: string,
  method: string,
  headers: IncomingMessage['headers'],
): Readonly<Record<string, unknown>> | undefined => {
  if (method !== 'GET' || !path.startsWith('/v1/buckets')) return undefined
  const [, resource, bucket = ''] = /^\/v1\/(buckets)\/?(.*)$/.exec(path) ?? []
  if (resource === undefined || (headers['content-type'] ?? '').startsWith('application/json')) return undefined
  return bucket === '' ? { action: 'list' } : { action: 'list', value: {} }
}

const methodNotAllowed = (path: string, matches: Matches): EmulatorReply => ({
  status: 405,
  headers: {
    Allow: allowedAt(path, matches),
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  },
  body: 'Method Not Allowed\n',
})

/** Go refuses a path with half an escape before AIStore sees it. @wire net/http server.go badRequestError */
const malformedPath: EmulatorReply = {
  status: 400,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' },
  body: '400 Bad Request: malformed request URI',
}

const isUtf8 = (path: string): boolean => {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** Finds who answers a request, and what it answers; a proxy redirects what only targets answer. */
export const answer = async (
  incoming: IncomingMessage,
  dispatcher: Dispatcher,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const url = context.node.kind === 'proxy' ? longForm(incoming.url ?? '/') : (incoming.url ?? '/')
  const mark = url.indexOf('?')
  const given = mark < 0 ? url : url.slice(0, mark)
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1)
  const method = incoming.method ?? 'GET'
  if (given.includes('%')) {
    if (/%(?![0-9a-f]{2})/i.test(given)) return malformedPath
    if (!isUtf8(given)) throw notEmulated('a path that is not UTF-8')
  }
  const path = withoutRest(given, method)
  const matches = dispatcher.match(path)
  if (matches.isEmpty) {
    checkLength(path)
    throw unknownPath(method, url, remoteAddressOf(incoming))
  }
  if (method === 'OPTIONS') return { status: 200, headers: { Allow: allowedAt(path, matches) } }
  const candidates = matches.of(method)
  if (candidates.length === 0) {
    if (resources[resourceOf(path)]?.includes(method) === true || method === 'PUT') checkLength(path)
    return methodNotAllowed(path, matches)
  }

  const sent = takesMessage(candidates, method) ? readMessageText(incoming) : ''
  // Most requests have nothing to wait for, and each turn of waiting is a share of what a small one costs.
  const text = sent instanceof Promise ? await sent : sent
  if (text === undefined) throw new ApiFailure(413, 'request body too large')
  const message = text === '' ? plainList(path, method, incoming.headers) : parseMessage(text, method, path, context)
  const action = typeof message?.['action'] === 'string' ? message['action'] : undefined
  const chosen = chooseByAction(candidates, action)
  if (chosen === undefined)
    throw message === undefined
      ? new ApiFailure(
          400,
          `${nodeName(context.node)}: failed to unmarshal [*apc.ActMsg] (${method}), err: EOF (htrun.go, #2910)`,
        )
      : unknownActionAt(method, candidates, action ?? '', new URLSearchParams(rawQuery), context)

  const received = new ReceivedRequest(incoming, { method, url, path, params: chosen.params, rawQuery, message })
  const admitted = admitBucket(received, chosen.entry, context)
  const request = admitted instanceof Promise ? await admitted : admitted
  const allowance = admitCaller(request, context)
  if (allowance !== undefined) await allowance
  if (chosen.entry.node === 'target' && context.node.kind === 'proxy') return redirectToOwner(request, context)
  return chosen.entry.handle(request, context)
}
