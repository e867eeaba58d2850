import { connect, type Socket } from 'node:net'
import { statusOf, withHeader, requestFraming, headerOf, type Head } from './head.ts'
import { MessageReader } from './message-reader.ts'
import { endBody, writeHead, writePieces } from './socket-writer.ts'
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

/** Sends a request, counting its body; ends quietly when the server has heard enough. */
export const sendRequest = async (socket: Socket, { head, body }: Request, onPiece?: (bytes: number) => void) => {
  const framing = requestFraming(head)
  await writeHead(socket, head)
  await writePieces(socket, body, framing, onPiece)
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

/** Asks where a redirect leads to, as a gateway does. @throws Error for a redirect without a place */
export const followHere = async (
  request: Request,
  redirect: Head,
  onPiece?: (bytes: number) => void,
): Promise<Forwarded> => {
  const location = new URL(headerOf(redirect, 'location') ?? '')
  const [method = '', , version = ''] = request.head.start.split(' ')
  const socket = await openUpstream(location.origin)
  const place = `${location.pathname}${location.search}`
  const head = withHeader({ ...request.head, start: `${method} ${place} ${version}` }, 'Host', location.host)
  await sendRequest(socket, { head, body: request.body }, onPiece)
  return readAnswer(socket)
}
