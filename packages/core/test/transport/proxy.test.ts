import { createServer, request as forward } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { gotTransport } from '../../src/got.js'
import { collectText } from '../../src/read/collect.js'
import type { TransportOptions } from '../../src/transport/transport-options.js'
import type { Transport } from '../../src/transport/transport.js'
import { undiciTransport } from '../../src/undici.js'
import { httpServer } from './servers.js'

const makers: readonly (readonly [string, (options: TransportOptions) => Transport])[] = [
  ['got', gotTransport],
  ['undici', undiciTransport],
]

/** An HTTP proxy that forwards requests and tunnels. */
const startProxy = async (): Promise<{ readonly url: string; readonly asked: string[] } & AsyncDisposable> => {
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
    incoming.pipe(
      forward(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      }),
    )
  })
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url ?? ''}`)
    const [host, port] = (incoming.url ?? '').split(':')
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    for (const end of [socket, upstream]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

describe.each(makers)('HTTP proxies by %s', (_name, make) => {
  const ask = async (transport: Transport, url: string): Promise<string> => {
    const { body } = await transport.exchange({
      method: 'GET',
      url,
      headers: {},
      signal: new AbortController().signal,
      timeouts: { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000 },
    })
    const text = await collectText(body)
    await transport.close()
    return text
  }

  it('sends through the proxy that is named for the URL', async () => {
    await using proxy = await startProxy()
    await using server = await httpServer((_request, response) => response.end('reached'))
    expect(await ask(make({ proxyFor: () => proxy.url }), `${server.url}/v1/health`)).toBe('reached')
    expect(proxy.asked).toHaveLength(1)
  })

  it('takes the environment’s proxy, and leaves out what NO_PROXY names', async () => {
    await using proxy = await startProxy()
    await using server = await httpServer((_request, response) => response.end('reached'))
    const before = { ...process.env }
    try {
      process.env['http_proxy'] = proxy.url
      process.env['no_proxy'] = ''
      expect(await ask(make({}), server.url)).toBe('reached')
      expect(proxy.asked).toHaveLength(1)
      process.env['no_proxy'] = '127.0.0.1'
      expect(await ask(make({}), server.url)).toBe('reached')
      expect(proxy.asked).toHaveLength(1)
    } finally {
      process.env = before
    }
  })
})
