import { describe, expect, it } from 'vitest'
import { fetchTransport } from '../../src/fetch.js'
import { gotTransport } from '../../src/got.js'
import { collectBytes, collectText } from '../../src/read/collect.js'
import { TransportFault, type Transport, type TransportRequest } from '../../src/transport/transport.js'
import { undiciTransport } from '../../src/undici.js'
import { bodyOf, echo, httpServer, rawServer } from './servers.js'

const timeouts = { connectMs: 2_000, headersMs: 2_000, idleMs: 2_000 }

const get = (url: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url,
  headers: {},
  signal: new AbortController().signal,
  timeouts,
  ...more,
})

const faultOf = async (promise: Promise<unknown>): Promise<TransportFault> => {
  const error: unknown = await promise.then(
    () => new Error('did not fail'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(TransportFault)
  return error as TransportFault
}

const pieces = async function* (count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield new Uint8Array(size).fill(index)
}

const makers: readonly (readonly [string, () => Transport])[] = [
  ['got', () => gotTransport()],
  ['undici', () => undiciTransport()],
  ['fetch', () => fetchTransport()],
]

interface Echo {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
  readonly text: string
}

describe.each(makers)('the %s transport', (name, make) => {
  const exchange = async (request: TransportRequest): Promise<Echo> => {
    const transport = make()
    const { body } = await transport.exchange(request)
    const text = await collectText(body)
    await transport.close()
    return JSON.parse(text) as Echo
  }

  it.each(['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const)(
    'sends a %s without a body, its URL verbatim',
    async (method) => {
      await using server = await httpServer((request, response) => void echo(request, response))
      const sent = await exchange(
        get(`${server.url}/v1/objects/b/a%20b%2Fc/%C3%BC?provider=ais&x=%40%23&y=`, {
          method,
          headers: { 'x-own': 'v', ...(method === 'GET' ? {} : { 'content-length': '0' }) },
        }),
      )
      expect(sent).toMatchObject({ method, url: '/v1/objects/b/a%20b%2Fc/%C3%BC?provider=ais&x=%40%23&y=', bytes: 0 })
      expect(sent.headers['x-own']).toBe('v')
      expect(sent.headers['transfer-encoding']).toBeUndefined()
    },
  )

  it('sends bytes and streams, of stated length or not', async () => {
    await using server = await httpServer((request, response) => void echo(request, response))
    const bytes = new Uint8Array(700_000).fill(65)
    const known = await exchange(
      get(server.url, { method: 'PUT', body: bytes, headers: { 'content-length': String(bytes.length) } }),
    )
    expect(known.bytes).toBe(700_000)
    const streamed = await exchange(get(server.url, { method: 'PUT', body: pieces(10, 1000) }))
    expect(streamed).toMatchObject({ bytes: 10_000 })
    expect(streamed.headers['transfer-encoding']).toBe('chunked')
    const stated = await exchange(
      get(server.url, { method: 'PUT', body: pieces(10, 1000), headers: { 'content-length': '10000' } }),
    )
    expect(stated.bytes).toBe(10_000)
    if (name !== 'fetch') expect(stated.headers['content-length']).toBe('10000')
  })

  if (name !== 'fetch')
    it('sends a GET with a body', async () => {
      await using server = await httpServer((request, response) => void echo(request, response))
      const body = new TextEncoder().encode('{"action":"list"}')
      expect(
        await exchange(get(server.url, { body, headers: { 'content-length': String(body.length) } })),
      ).toMatchObject({ method: 'GET', text: '{"action":"list"}' })
    })

  it('declares what it lacks', () => {
    expect(make().lacks).toEqual(name === 'fetch' ? ['get-body', 'repeated-headers'] : [])
  })

  it('gives status and headers as they came, and follows nothing', async () => {
    await using server = await httpServer((_request, response) => {
      response.setHeader('ais-name', Buffer.from('ü/日').toString('latin1'))
      response.setHeader('ais-custom-md', ['a=1,2', 'b=3'])
      response.setHeader('content-encoding', 'gzip')
      response.writeHead(301, { location: 'http://127.0.0.1:1/elsewhere' })
      response.end(name === 'fetch' ? undefined : 'not really gzip')
    })
    const transport = make()
    const answer = await transport.exchange(get(server.url))
    expect([answer.status, answer.headers.get('Location'), answer.headers.get('ais-name')]).toEqual([
      301,
      'http://127.0.0.1:1/elsewhere',
      'ü/日',
    ])
    if (name !== 'fetch') {
      expect(answer.headers.getAll('ais-custom-md')).toEqual(['a=1,2', 'b=3'])
      expect(await collectText(answer.body)).toBe('not really gzip')
    } else answer.discard()
    await transport.close()
  })

  it('gives error statuses as answers', async () => {
    await using server = await httpServer((_request, response) => response.writeHead(503).end('busy'))
    const transport = make()
    const answer = await transport.exchange(get(server.url))
    expect([answer.status, await collectText(answer.body)]).toEqual([503, 'busy'])
    await transport.close()
  })

  it('uses a connection again', async () => {
    await using server = await httpServer((_request, response) => response.end('x'.repeat(1000)))
    const transport = make()
    for (let index = 0; index < 20; index += 1) await collectBytes((await transport.exchange(get(server.url))).body)
    expect(server.connections()).toBeLessThanOrEqual(name === 'fetch' ? 20 : 2)
    await transport.close()
  })

  it('reads a large body whole, and lets go of one that is not read to its end', async () => {
    await using server = await httpServer((_request, response) => response.end(Buffer.alloc(20_000_000, 7)))
    const transport = make()
    expect((await collectBytes((await transport.exchange(get(server.url))).body)).length).toBe(20_000_000)
    for await (const piece of (await transport.exchange(get(server.url))).body) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    ;(await transport.exchange(get(server.url))).discard()
    await transport.close()
    // The runtime's own fetch keeps an idle connection that nobody can close.
    await expect.poll(() => server.open(), { timeout: 5_000 }).toBeLessThanOrEqual(name === 'fetch' ? 1 : 0)
  })

  it('tells a refused connection, of which nothing was sent', async () => {
    const server = await httpServer(() => {})
    await server[Symbol.asyncDispose]()
    expect(await faultOf(make().exchange(get(server.url)))).toMatchObject({ kind: 'connect', sent: false })
  })

  it('tells a reset before the answer', async () => {
    await using server = await rawServer((socket) => socket.once('data', () => socket.destroy()))
    expect(await faultOf(make().exchange(get(server.url)))).toMatchObject({ kind: 'reset', sent: true })
  })

  it('tells a body that is cut, whether its length is stated or it is chunked', async () => {
    for (const head of ['Content-Length: 100', 'Transfer-Encoding: chunked']) {
      await using server = await rawServer((socket) =>
        socket.once('data', () =>
          socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${head.startsWith('T') ? '5\r\nhello\r\n' : 'hello'}`),
        ),
      )
      const { body } = await make().exchange(get(server.url))
      expect(await faultOf(collectBytes(body)), head).toMatchObject({ kind: 'truncated' })
    }
  })

  it('tells a server that does not answer', async () => {
    await using server = await rawServer(() => {})
    const fault = await faultOf(
      make().exchange(get(server.url, { timeouts: { connectMs: 100, headersMs: 100, idleMs: 0 } })),
    )
    expect(fault.kind).toBe('headers-timeout')
  })

  it('tells a body that stands still, but not one that drips', async () => {
    await using stalled = await rawServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello')),
    )
    const { body } = await make().exchange(get(stalled.url, { timeouts: { ...timeouts, idleMs: 100 } }))
    expect((await faultOf(collectBytes(body))).kind).toBe('idle-timeout')

    await using dripping = await rawServer((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n')
        let left = 10
        const timer = setInterval(() => {
          left -= 1
          socket.write('x')
          if (left === 0) clearInterval(timer)
        }, 40)
      }),
    )
    const slow = await make().exchange(get(dripping.url, { timeouts: { ...timeouts, idleMs: 400 } }))
    expect((await collectBytes(slow.body)).length).toBe(10)
  })

  it('does not count the time that the reader takes', async () => {
    await using server = await httpServer((_request, response) => response.end(Buffer.alloc(3_000_000)))
    const { body } = await make().exchange(get(server.url, { timeouts: { ...timeouts, idleMs: 150 } }))
    let length = 0
    for await (const piece of body) {
      if (length === 0) await new Promise((resolve) => setTimeout(resolve, 400))
      length += piece.length
    }
    expect(length).toBe(3_000_000)
  })

  it('tells an upload that the server does not take', async () => {
    await using server = await rawServer((socket) => socket.pause())
    const fault = await faultOf(
      make().exchange(
        get(server.url, { method: 'PUT', body: pieces(400, 256 * 1024), timeouts: { ...timeouts, idleMs: 200 } }),
      ),
    )
    expect(fault.kind).toBe('idle-timeout')
  })

  it('ends at the signal, before and after the headers', async () => {
    await using server = await httpServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('hello')
    })
    await using silent = await rawServer(() => {})
    const before = new AbortController()
    const asked = make().exchange(get(silent.url, { signal: before.signal }))
    before.abort()
    expect((await faultOf(asked)).kind).toBe('aborted')

    const after = new AbortController()
    const { body } = await make().exchange(get(server.url, { signal: after.signal }))
    const read = collectBytes(body)
    after.abort()
    expect((await faultOf(read)).kind).toBe('aborted')
    await expect.poll(() => server.open() + silent.open(), { timeout: 5_000 }).toBe(0)
  })

  it('ends the source of a body, and tells its error', async () => {
    await using server = await httpServer(
      (request, response) =>
        void bodyOf(request).then(
          () => response.end(),
          () => {},
        ),
    )
    const cause = new Error('the disk broke')
    let isEnded = false
    const source = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield new Uint8Array(10)
        throw cause
      } finally {
        isEnded = true
      }
    }
    const fault = await faultOf(make().exchange(get(server.url, { method: 'PUT', body: source() })))
    expect(fault).toMatchObject({ kind: 'body-source', cause })
    expect(isEnded).toBe(true)
  })

  if (name !== 'fetch')
    it('takes an answer that comes before the upload is done', async () => {
      await using server = await httpServer((request, response) => {
        request.once('data', () => {
          response.writeHead(404, { connection: 'close' })
          response.end('no such bucket')
        })
      })
      const transport = make()
      const answer = await transport.exchange(get(server.url, { method: 'PUT', body: pieces(100, 100_000) }))
      expect([answer.status, await collectText(answer.body)]).toEqual([404, 'no such bucket'])
      await transport.close()
    })

  it('can be closed twice, and then keeps no connection', async () => {
    await using server = await httpServer((_request, response) => response.end('x'))
    const transport = make()
    await collectBytes((await transport.exchange(get(server.url))).body)
    await transport.close()
    await transport.close()
    await expect.poll(() => server.open(), { timeout: 5_000 }).toBeLessThanOrEqual(name === 'fetch' ? 1 : 0)
  })
})
