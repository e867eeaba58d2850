import type { IncomingMessage } from 'node:http'
import type { Method } from '@ais/core/wire'
import { ApiFailure } from '../api-failure.js'
import { admitCaller } from '../authn/access/admit-caller.js'
import { chooseByAction, takesMessage, type Dispatcher, type Match } from '../dispatch.js'
import { admitBucket } from '../backends/admit-bucket.js'
import { redirectToOwner } from '../handlers/redirect-to-owner.js'
import { unknownAction, unknownPath } from '../strict.js'
import { nodeName } from '../topology/node.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from './handler.js'
import { lowerCaseKeys, readMessageText } from './read-request.js'

const allowed = (matches: readonly Match[]): string =>
  [...new Set(matches.map(({ entry }) => entry.route.method))].toSorted().join(', ')

/** Methods of AIStore's handlers by resource; they do not depend on what the rest of the path has. */
const resources: Readonly<Record<string, string>> = {
  cluster: 'DELETE, GET, POST, PUT',
  daemon: 'GET, POST, PUT',
  buckets: 'DELETE, GET, HEAD, PATCH, POST',
  download: 'DELETE, GET, POST',
  objects: 'DELETE, GET, HEAD, POST, PUT',
  tokens: 'POST, DELETE',
}

const allowedAt = (path: string, matches: readonly Match[]): string =>
  resources[path.split('/')[2] ?? ''] ?? allowed(matches)

/** Refuses a path that names less than the resource needs. */
const checkLength = (path: string): void => {
  const [, , resource = '', ...rest] = path.split('/')
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
  const [path = '/', query] = url.split('?', 2)
  const [, provider = '', bucket = '', ...object] = path.split('/')
  if (!['ais', 's3', 'gs', 'az'].includes(provider) || provider === 's3') return url
  const resource = object.join('/') === '' ? 'buckets' : 'objects'
  const rest = [bucket, ...object].filter((part, index) => index > 0 || part !== '').join('/')
  return `/v1/${resource}${rest === '' ? '' : `/${rest}`}?provider=${provider}${query === undefined ? '' : `&${query}`}`
}

const methodNotAllowed = (path: string, matches: readonly Match[]): EmulatorReply => ({
  status: 405,
  headers: {
    Allow: allowedAt(path, matches),
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  },
  body: 'Method Not Allowed\n',
})

const parseMessage = (text: string, method: string, context: HandlerContext): Readonly<Record<string, unknown>> => {
  const unmarshal = (reason: string): ApiFailure =>
    new ApiFailure(
      400,
      `${nodeName(context.node)}: failed to unmarshal [*apc.ActMsg] (${method}), err: ${reason} (htrun.go, #2910)`,
    )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unmarshal('invalid character')
  }
  const message = lowerCaseKeys(value)
  if (message === undefined || (message['action'] !== undefined && typeof message['action'] !== 'string'))
    throw unmarshal('json: cannot unmarshal into Go value of type apc.ActMsg')
  return message
}

/** Finds who answers a request, and what it answers; a proxy redirects what only targets answer. */
export const answer = async (
  incoming: IncomingMessage,
  dispatcher: Dispatcher,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const url = context.node.kind === 'proxy' ? longForm(incoming.url ?? '/') : (incoming.url ?? '/')
  const [path = '/', ...queryParts] = url.split('?')
  const rawQuery = queryParts.join('?')
  const method = incoming.method ?? 'GET'
  const remoteAddress = `${incoming.socket.remoteAddress ?? ''}:${incoming.socket.remotePort ?? 0}`
  const matches = dispatcher.match(path)
  if (matches.length === 0) {
    checkLength(path)
    throw unknownPath(method, url, remoteAddress)
  }
  if (method === 'OPTIONS') return { status: 200, headers: { Allow: allowedAt(path, matches) } }
  const candidates = matches.filter(({ entry }) => entry.route.method === method)
  if (candidates.length === 0) {
    if (resources[path.split('/')[2] ?? '']?.includes(method) === true || method === 'PUT') checkLength(path)
    return methodNotAllowed(path, matches)
  }

  const text = takesMessage(candidates, method as Method) ? await readMessageText(incoming) : ''
  if (text === undefined) throw new ApiFailure(413, 'request body too large')
  const message = text === '' ? undefined : parseMessage(text, method, context)
  const action = typeof message?.['action'] === 'string' ? message['action'] : undefined
  const chosen = chooseByAction(candidates, action)
  if (chosen === undefined)
    throw message === undefined
      ? new ApiFailure(
          400,
          `${nodeName(context.node)}: failed to unmarshal [*apc.ActMsg] (${method}), err: EOF (htrun.go, #2910)`,
        )
      : unknownAction(action ?? '')

  const received: EmulatorRequest = {
    method,
    url,
    path,
    params: chosen.params,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: incoming.headers,
    body: incoming as AsyncIterable<Uint8Array>,
    message,
    remoteAddress,
  }
  const request = await admitBucket(received, chosen.entry, context)
  await admitCaller(request, context)
  if (chosen.entry.node === 'target' && context.node.kind === 'proxy') return redirectToOwner(request, context)
  return chosen.entry.handle(request, context)
}
