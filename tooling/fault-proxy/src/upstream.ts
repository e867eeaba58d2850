import { connect, type Socket } from 'node:net'
import { statusOf, withHeader, requestFraming, headerOf, type Head } from './head.ts'
import { MessageReader } from './message-reader.ts'
import { endBody, reset, writeHead, writePieces } from './socket-writer.ts'
import type { Request } from './spoil-request.ts'

/** The server's answer to a request that was forwarded to it. */
export interface Forwarded {
  readonly socket: Socket
  readonly head: Head
  readonly reader: MessageReader
}

/** Opens a connection to an origin. */
export const openUpstream = async (origin: string): Promise<Socket> => {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  // Told to whoever reads or writes.
  socket.on('error', () => {})
  return socket
}

/** Sends a request's head and as much of a body as there is, counting it, without an end. */
export const sendOpen = async (
  socket: Socket,
  { head, body }: Request,
  onPiece?: (bytes: number) => void,
): Promise<void> => {
  await writeHead(socket, head)
  await writePieces(socket, body, requestFraming(head), onPiece)
}

/** Sends a whole request, counting its body. */
export const sendRequest = async (
  socket: Socket,
  request: Request,
  onPiece?: (bytes: number) => void,
): Promise<void> => {
  await sendOpen(socket, request, onPiece)
  const framing = requestFraming(request.head)
  if (framing.kind === 'chunked') await endBody(socket, framing)
}

/** Reads the final answer's head; what comes before it (1xx) is dropped. */
export const readAnswer = async (socket: Socket): Promise<Forwarded> => {
  const reader = new MessageReader(socket)
  for (;;) {
    const head = await reader.head()
    if (head === undefined) throw new Error('the server closed without an answer')
    if (statusOf(head) >= 200) return { socket, head, reader }
  }
}

const once = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const collect = async (body: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

const withBody = (head: Head, body: Buffer): Request => ({
  head: withHeader(withHeader(head, 'Transfer-Encoding'), 'Content-Length', String(body.length)),
  body: once(body),
})

/**
 * Asks a server, and then the node that it redirects to, as a gateway does; gives the node's answer. A PUT is asked without its body, all
 * else goes to both with what it has.
 */
export const followHere = async (
  origin: string,
  request: Request,
  onPiece?: (bytes: number) => void,
): Promise<Forwarded> => {
  const isPut = request.head.start.startsWith('PUT ')
  const message = isPut ? Buffer.alloc(0) : await collect(request.body)
  const asked = await openUpstream(origin)
  await sendRequest(asked, requestFraming(request.head).kind === 'none' ? request : withBody(request.head, message))
  const redirect = await readAnswer(asked)
  const place = headerOf(redirect.head, 'location')
  if (place === undefined) return redirect
  reset(asked)
  const location = new URL(place)
  const [method = '', , version = ''] = request.head.start.split(' ')
  const socket = await openUpstream(location.origin)
  const start = `${method} ${location.pathname}${location.search} ${version}`
  const head = withHeader({ ...request.head, start }, 'Host', location.host)
  await sendRequest(socket, isPut ? { head, body: request.body } : { head, body: once(message) }, onPiece)
  return readAnswer(socket)
}
