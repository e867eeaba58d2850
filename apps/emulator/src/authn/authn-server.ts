import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiFailure } from '../api-failure.js'
import { Dispatcher } from '../dispatch.js'
import type { EmulatorReply } from '../server/handler.js'
import { readMessageText } from '../server/read-request.js'
import { remoteAddressOf } from '../server/received-request.js'
import { failureReply } from '../server/write-failure.js'
import { writeReply } from '../server/write-reply.js'
import type { AuthnContext, AuthnEntry } from './authn-context.js'
import { clusterHandlers } from './handlers/clusters.js'
import { roleHandlers } from './handlers/roles.js'
import { serverHandlers } from './handlers/server.js'
import { tokenHandlers } from './handlers/tokens.js'
import { userHandlers } from './handlers/users.js'

const dispatcher = new Dispatcher<AuthnEntry>([
  ...userHandlers,
  ...roleHandlers,
  ...clusterHandlers,
  ...tokenHandlers,
  ...serverHandlers,
])

const plain = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): EmulatorReply => ({
  status,
  headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  body: `${text}\n`,
})

/** Methods of the server's resources; they do not depend on what the rest of the path has. */
const methods: Readonly<Record<string, string>> = {
  '/v1/users': 'DELETE, GET, POST, PUT',
  '/v1/roles': 'DELETE, GET, POST, PUT',
  '/v1/clusters': 'DELETE, GET, POST, PUT',
  '/v1/tokens': 'DELETE',
  '/v1/daemon': 'PUT, GET',
  '/.well-known/openid-configuration': 'GET',
  '/.well-known/jwks.json': 'GET',
  '/v1/public-key': 'GET',
  '/v1/rotate-key': 'POST',
}

const resourceOf = (path: string): string => path.split('/').slice(0, 3).join('/')

/** What a path is refused with that names less or more than its method needs. */
const wrongLength = (method: string, path: string): ApiFailure => {
  const [, ...items] = path.split('/').filter((part) => part !== '')
  if (items.length > 1) return new ApiFailure(400, 'invalid request')
  const isUndefined = method === 'DELETE' && path.startsWith('/v1/clusters')
  return isUndefined
    ? new ApiFailure(
        400,
        'AuthN: failed to delete cluster undefined, err: cluster name or ID not defined',
        'ErrFailedTo',
      )
    : new ApiFailure(400, `URL '${path.slice(1)}' is too short: expected 3 items, got 2`)
}

/** Path without what follows the item: the server does not look at it, except in lists. */
const withinReach = (method: string, path: string): string =>
  method === 'GET' ? path : path.split('/').slice(0, 4).join('/')

const answer = async (incoming: IncomingMessage, context: AuthnContext): Promise<EmulatorReply> => {
  const method = incoming.method ?? 'GET'
  const [path = '/'] = (incoming.url ?? '/').split('?')
  const allowed = methods[resourceOf(path)]
  if (allowed === undefined) return plain(404, '404 page not found')
  if (method === 'OPTIONS') return { status: 200, headers: { Allow: allowed } }
  if (!allowed.split(', ').includes(method)) return plain(405, 'Method Not Allowed', { Allow: allowed })
  const [chosen] = dispatcher.match(withinReach(method, path)).of(method)
  if (chosen === undefined) throw wrongLength(method, path)
  const text = await readMessageText(incoming)
  if (text === undefined) throw new ApiFailure(413, 'request body too large')
  return chosen.entry.handle(
    { method, path: decodeURIComponent(path), params: chosen.params, headers: incoming.headers, text },
    context,
  )
}

const respond = async (incoming: IncomingMessage, response: ServerResponse, context: AuthnContext): Promise<void> => {
  const isHead = incoming.method === 'HEAD'
  try {
    await writeReply(await answer(incoming, context), response, isHead)
  } catch (error) {
    const failure =
      error instanceof ApiFailure
        ? error
        : new ApiFailure(500, `emulator fault: ${error instanceof Error ? error.message : String(error)}`)
    incoming.resume()
    const request = {
      method: incoming.method ?? 'GET',
      path: (incoming.url ?? '/').split('?')[0] ?? '/',
      remoteAddress: remoteAddressOf(incoming),
    }
    await writeReply(failureReply(failure, request, undefined), response, isHead)
  }
}

/** A listener that answers once it is told what with. */
export interface AuthnListener {
  readonly port: number
  /** Starts answering; before that, requests wait. */
  serve(context: AuthnContext): void
  close(): Promise<void>
}

/** Listens on a port, 0 for a free one. */
export const listenAuthn = async (host: string, port: number): Promise<AuthnListener> => {
  let serve: (context: AuthnContext) => void = () => {}
  const ready = new Promise<AuthnContext>((resolve) => {
    serve = resolve
  })
  const server: Server = createServer({ keepAliveTimeout: 30_000 }, (incoming, response) => {
    incoming.on('error', () => {})
    void ready.then((context) => respond(incoming, response, context))
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    serve,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
