import { createServer, type Server, type Socket } from 'node:net'

/** Where a listener listens: a port of an address, or the path of a socket. */
export type ListenerPlace = { readonly host: string; readonly port?: number } | { readonly path: string }

/** Listens, and keeps every byte that anybody sends to it. */
export interface Listener extends AsyncDisposable {
  readonly port: number
  /** Connections that were made, with or without a request. */
  readonly connections: () => number
  /** All that was received, over all connections. */
  readonly received: () => string
  readonly forget: () => void
}

const listen = (server: Server, place: ListenerPlace): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen('path' in place ? place : { port: 0, ...place }, resolve)
  })

/**
 * Starts a listener that answers every request, once it is whole, by `answer`: an HTTP answer as it goes on the wire,
 * `''` to break the connection, `undefined` to leave it waiting. Every answer ends its connection.
 */
export const startListener = async (
  place: ListenerPlace,
  answer: (head: string, body: string) => string | undefined = () =>
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
): Promise<Listener> => {
  let received = ''
  let connections = 0
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    connections += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    let own = ''
    let isAnswered = false
    socket.on('data', (piece: Buffer) => {
      own += piece.toString('latin1')
      received += piece.toString('latin1')
      // A TLS client waits for an answer in TLS.
      if (own.startsWith('\u0016')) return void socket.destroy()
      const end = own.indexOf('\r\n\r\n')
      if (isAnswered || end < 0) return
      const head = own.slice(0, end)
      const body = own.slice(end + 4)
      if (body.length < Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)) return
      if (/^transfer-encoding: chunked/im.test(head) && !body.endsWith('0\r\n\r\n')) return
      isAnswered = true
      const text = answer(head, body)
      if (text === '') socket.destroy()
      else if (text !== undefined) socket.end(Buffer.from(text, 'utf8'))
    })
  })
  await listen(server, place)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: () => connections,
    received: () => received,
    forget: () => {
      received = ''
      connections = 0
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
