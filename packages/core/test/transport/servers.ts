import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'

/** A local server of a test. */
export interface TestServer extends AsyncDisposable {
  readonly url: string
  /** Connections that were opened. */
  readonly connections: () => number
  /** Connections that are open. */
  readonly open: () => number
}

const listen = async (server: Server | ReturnType<typeof createTcpServer>): Promise<TestServer> => {
  let count = 0
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    count += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => count,
    open: () => sockets.size,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Serves HTTP. */
export const httpServer = (listener: RequestListener): Promise<TestServer> => listen(createServer(listener))

/** Answers whatever comes with bytes of one's own. */
export const rawServer = (onConnection: (socket: Socket) => void): Promise<TestServer> =>
  listen(createTcpServer(onConnection))

/** Reads a request's body. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer> =>
  Buffer.concat((await request.toArray()) as Buffer[])

/** Says what a request was. */
export const echo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await bodyOf(request)
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({
      method: request.method,
      url: request.url,
      headers: request.headers,
      bytes: body.length,
      text: body.subarray(0, 200).toString(),
    }),
  )
}
