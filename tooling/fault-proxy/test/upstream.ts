import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request brought. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly body: Buffer
  /** All of the body came. */
  readonly isWhole: boolean
}

/** A proxy and a target in one: the first redirects to the second, which gives `content` and takes bodies. */
export interface TestUpstream extends AsyncDisposable {
  readonly url: string
  readonly content: Buffer
  readonly received: Received[]
}

const listen = async (handle: (request: IncomingMessage, response: ServerResponse) => void) => {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Starts both on free ports. */
export const startUpstream = async (): Promise<TestUpstream> => {
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
  const received: Received[] = []
  const target = await listen((request, response) => {
    const pieces: Buffer[] = []
    const note = (isWhole: boolean): void => {
      const { method = '', url = '' } = request
      received.push({ method, url, body: Buffer.concat(pieces), isWhole })
    }
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('error', () => note(false))
    request.on('end', () => {
      note(true)
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
      if (start === undefined) return void response.setHeader('content-length', content.length).end(content)
      const part = content.subarray(Number(start), Number(end) + 1)
      response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${content.length}` }).end(part)
    })
  })
  const proxy = await listen((request, response) => {
    request.resume()
    response.writeHead(307, { location: `${target.url}${request.url ?? ''}?pid=p` }).end()
  })
  return {
    url: proxy.url,
    content,
    received,
    [Symbol.asyncDispose]: async () => {
      for (const { server } of [proxy, target]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}
