import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived, with its whole body. */
export interface SeenRequest {
  readonly method: string
  /** Path and query, as on the wire. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface TestServer {
  readonly url: string
  /** Requests whose body arrived whole, in order. */
  readonly seen: readonly SeenRequest[]
  close(): Promise<void>
}

/** Answers the nth request, from 0. */
export type Answer = (request: SeenRequest, response: ServerResponse, nth: number) => void

/** Starts a server on a free port of this machine. `early` sees each request before its body is read. */
export const startServer = async (
  answer: Answer,
  early: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<TestServer> => {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    if (early(request, response)) return
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('error', () => {})
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const whole = { method, url, headers, body: Buffer.concat(pieces).toString('utf8') }
      seen.push(whole)
      answer(whole, response, seen.length - 1)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers with a status, headers and a text. */
export const reply = (
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  text = '',
): void => {
  response.writeHead(status, headers as Record<string, string>)
  response.end(text)
}

/** A port of this machine that nobody listens on. */
export const closedPort = async (): Promise<string> => {
  const { url, close } = await startServer(() => {})
  await close()
  return url
}
