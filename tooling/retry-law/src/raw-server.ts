import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A request as it came in. */
export interface RawRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: ReadonlyMap<string, string>
  /** Bytes of the body that have come. */
  readonly bodyBytes: number
}

/** What a server does with a request: `head` as soon as its headers are there, `whole` when its body is, too. */
export interface RawHandler {
  /** Gives `true` to take no more of this connection: the request is dealt with. */
  readonly head: (request: RawRequest, socket: Socket) => boolean
  readonly whole: (request: RawRequest, socket: Socket) => void
}

/** A server of bytes: nothing but what its handler does is ever sent. */
export interface RawServer extends AsyncDisposable {
  readonly origin: string
}

interface Head {
  readonly request: Omit<RawRequest, 'bodyBytes'>
  /** Length of the body; `undefined` for chunks. */
  readonly length: number | undefined
}

const headOf = (text: string): Head => {
  const [line = '', ...lines] = text.split('\r\n')
  const [method = '', target = ''] = line.split(' ')
  const headers = new Map(
    lines.map((header) => {
      const colon = header.indexOf(':')
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()]
    }),
  )
  const isChunked = headers.get('transfer-encoding') === 'chunked'
  return {
    request: { method, target, headers },
    length: isChunked ? undefined : Number(headers.get('content-length') ?? 0),
  }
}

const endOfHead = '\r\n\r\n'
const endOfChunks = '0\r\n\r\n'

/** Reads requests off one connection, one after the other, as a client without pipelining sends them. */
const serve = (socket: Socket, handler: RawHandler): void => {
  let head: Head | undefined
  let isTaken = false
  let before = ''
  let bodyBytes = 0
  const finish = (whole: Head): void => {
    head = undefined
    before = ''
    handler.whole({ ...whole.request, bodyBytes }, socket)
    bodyBytes = 0
  }
  socket.on('data', (data: Buffer) => {
    if (isTaken) return
    const text = before + data.toString('latin1')
    before = text
    if (head === undefined) {
      const end = text.indexOf(endOfHead)
      if (end < 0) return
      head = headOf(text.slice(0, end))
      before = text.slice(end + endOfHead.length)
      isTaken = handler.head({ ...head.request, bodyBytes: 0 }, socket)
      if (isTaken) return
    }
    bodyBytes = before.length
    if (head.length === undefined ? before.endsWith(endOfChunks) : before.length >= head.length) finish(head)
  })
}

/** Starts a server on a free port of this machine. */
export const startRawServer = async (handler: RawHandler): Promise<RawServer> => {
  const sockets = new Set<Socket>()
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    serve(socket, handler)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** An origin that refuses connections. */
export const refusingOrigin = async (): Promise<string> => {
  const server = await startRawServer({ head: () => false, whole: () => {} })
  await server[Symbol.asyncDispose]()
  return server.origin
}
