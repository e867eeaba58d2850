import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { ApiFailure } from '../api-failure.js'
import type { Dispatcher } from '../dispatch.js'
import { delayed, faultyReply } from '../faults/faulty-reply.js'
import { BucketGone } from '../store/removals.js'
import { answer } from './answer.js'
import type { EmulatorReply, HandlerContext } from './handler.js'
import { count } from './observe.js'
import { remoteAddressOf } from './received-request.js'
import { failureReply } from './write-failure.js'
import { writeReply } from './write-reply.js'

/** Bytes of an unread body that are still read to keep a connection; beyond, it is closed as the real server does. */
const maxDrainBytes = 256 * 1024

const decodedPath = (url: string): string => {
  const path = url.split('?', 1)[0] ?? ''
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * Deals with what is left of a body that the handler did not read.
 * @returns whether the connection has to be closed after the answer
 */
const settleBody = (incoming: IncomingMessage): boolean => {
  if (incoming.readableEnded || incoming.method === 'GET' || incoming.method === 'HEAD') return false
  const stated = Number(incoming.headers['content-length'] ?? Number.NaN)
  if (stated <= maxDrainBytes) {
    incoming.resume()
    return false
  }
  return stated > maxDrainBytes || incoming.headers['transfer-encoding'] !== undefined
}

const asFailure = (error: unknown): ApiFailure => {
  if (error instanceof ApiFailure) return error
  if (error instanceof BucketGone) return new ApiFailure(400, error.message, 'errBdir')
  return new ApiFailure(
    500,
    `emulator fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
}

/** Who answers, and as which node. */
export interface Service {
  readonly dispatcher: Dispatcher
  readonly context: HandlerContext
}

/** What was so when a request came: the clock, and the bytes that its connection had brought. */
interface Before {
  readonly startedNs: bigint
  readonly readBytes: number
}

/** Writes an answer, and counts the request when it has gone out. */
const give = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  reply: EmulatorReply,
  before: Before,
  { cluster, node }: HandlerContext,
): Promise<void> => {
  const written = writeReply(reply, response, incoming.method === 'HEAD', settleBody(incoming))
  const lengthBytes = typeof written === 'number' ? written : await written
  count(incoming, before, { status: reply.status, lengthBytes }, cluster.nodes.of(node).telemetry)
}

const respond = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  { dispatcher, context }: Service,
): Promise<void> => {
  const before = { startedNs: process.hrtime.bigint(), readBytes: incoming.socket.bytesRead }
  const fault = context.cluster.faults.strike(incoming.method ?? 'GET', incoming.url ?? '/', context.node)
  try {
    if (fault?.delayMs !== undefined) await delayed(incoming.socket, fault.delayMs)
    if (fault?.drop === 'request') return void incoming.socket.destroy()
    if (fault?.status !== undefined) throw new ApiFailure(fault.status, fault.message ?? 'fault', '', fault.headers)
    const reply = await answer(incoming, dispatcher, context)
    if (fault?.drop === 'answer') return void incoming.socket.destroy()
    const given = fault === undefined ? reply : faultyReply(reply, fault, incoming.socket)
    await give(incoming, response, given, before, context)
  } catch (error) {
    // The client went away while its body was read: there is nobody to answer.
    if (incoming.destroyed && !incoming.complete) return
    const request = {
      method: incoming.method ?? 'GET',
      path: decodedPath(incoming.url ?? '/'),
      remoteAddress: remoteAddressOf(incoming),
    }
    await give(incoming, response, failureReply(asFailure(error), request, context.node), before, context)
  }
}

/** Says to a client that speaks no HTTP what Go says, and hangs up. @wire net/http server.go conn.serve */
const refuse = (error: Error & { readonly code?: string }, socket: Duplex): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n`
  socket.end(head + status, () => socket.destroy())
}

/** The listener of one node. */
export interface NodeListener {
  readonly port: number
  /** Starts answering as the node; before that, requests wait. */
  serve(service: Service): void
  close(): Promise<void>
}

const ignore = (): void => {}

/** Listens on a port, 0 for a free one. */
export const listen = async (host: string, port: number): Promise<NodeListener> => {
  let service: Service | undefined
  let start: (given: Service) => void = ignore
  const ready = new Promise<Service>((resolve) => {
    start = resolve
  })
  const onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    incoming.on('error', ignore)
    if (service === undefined) void ready.then((given) => respond(incoming, response, given))
    else void respond(incoming, response, service)
  }
  const server: Server = createServer({ keepAliveTimeout: 30_000, requestTimeout: 0 }, onRequest)
  // A redirect is answered without asking for the body; a target asks when its handler reads it.
  server.on('checkContinue', (incoming: IncomingMessage, response: ServerResponse) => {
    void ready.then(({ context }) => {
      if (context.node.kind === 'target') response.writeContinue()
      onRequest(incoming, response)
    })
  })
  server.on('clientError', refuse)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    serve: (given) => {
      service = given
      start(given)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
