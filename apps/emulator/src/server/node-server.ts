import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { ApiFailure } from '../api-failure.js'
import type { Dispatcher } from '../dispatch.js'
import { delayed, faultyReply } from '../faults/faulty-reply.js'
import { BucketGone } from '../store/removals.js'
import { answer } from './answer.js'
import type { HandlerContext } from './handler.js'
import { observe } from './observe.js'
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

/** Deals with what is left of a body that the handler did not read. */
const settleBody = (incoming: IncomingMessage, response: ServerResponse): void => {
  if (incoming.readableEnded || incoming.method === 'GET' || incoming.method === 'HEAD') return
  const stated = Number(incoming.headers['content-length'] ?? Number.NaN)
  if (stated <= maxDrainBytes) {
    incoming.resume()
    return
  }
  if (stated > maxDrainBytes || incoming.headers['transfer-encoding'] !== undefined)
    response.setHeader('Connection', 'close')
}

const asFailure = (error: unknown): ApiFailure => {
  if (error instanceof ApiFailure) return error
  if (error instanceof BucketGone) return new ApiFailure(400, error.message, 'errBdir')
  return new ApiFailure(
    500,
    `emulator fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
}

const respond = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
  context: HandlerContext,
): Promise<void> => {
  const isHead = incoming.method === 'HEAD'
  const finish = observe(incoming, response)
  const { telemetry } = context.cluster.nodes.of(context.node)
  const fault = context.cluster.faults.strike(incoming.method ?? 'GET', incoming.url ?? '/', context.node)
  try {
    if (fault?.delayMs !== undefined) await delayed(incoming.socket, fault.delayMs)
    if (fault?.drop === 'request') return void incoming.socket.destroy()
    if (fault?.status !== undefined) throw new ApiFailure(fault.status, fault.message ?? 'fault', '', fault.headers)
    const reply = await answer(incoming, dispatcher, context)
    if (fault?.drop === 'answer') return void incoming.socket.destroy()
    settleBody(incoming, response)
    await writeReply(fault === undefined ? reply : faultyReply(reply, fault, incoming.socket), response, isHead)
    finish((observation) => telemetry.observe(observation))
  } catch (error) {
    // The client went away while its body was read: there is nobody to answer.
    if (incoming.destroyed && !incoming.complete) return
    const failure = asFailure(error)
    settleBody(incoming, response)
    const request = {
      method: incoming.method ?? 'GET',
      path: decodedPath(incoming.url ?? '/'),
      remoteAddress: `${incoming.socket.remoteAddress ?? ''}:${incoming.socket.remotePort ?? 0}`,
    }
    await writeReply(failureReply(failure, request, context.node), response, isHead)
    finish((observation) => telemetry.observe(observation))
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
  serve(dispatcher: Dispatcher, context: HandlerContext): void
  close(): Promise<void>
}

/** Listens on a port, 0 for a free one. */
export const listen = async (host: string, port: number): Promise<NodeListener> => {
  let start: (parts: { dispatcher: Dispatcher; context: HandlerContext }) => void = () => {}
  const ready = new Promise<{ dispatcher: Dispatcher; context: HandlerContext }>((resolve) => {
    start = resolve
  })
  const onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    incoming.on('error', () => {})
    void ready.then(({ dispatcher, context }) => respond(incoming, response, dispatcher, context))
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
    serve: (dispatcher, context) => start({ dispatcher, context }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
