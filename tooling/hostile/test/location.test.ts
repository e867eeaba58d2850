import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, isAisError, type Operation, type Transport } from '@ais/core'
import { createBucket, headBucket } from '@ais/buckets'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'
import { undiciTransport } from '@ais/core/undici'
import { getObject, putObject } from '@ais/objects'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startListener, type Listener } from '../src/listener.ts'
import { hostileLocations } from '../src/locations.ts'

const token = `canary-${randomUUID()}`
const object = { bucket: { name: 'b' }, name: 'o' }
const names = Object.keys(hostileLocations({ endpoint: 1, node: 2, stranger: 3, socketPath: '/s' }))

const operations: Readonly<Record<string, () => Operation<unknown>>> = {
  'a GET of an object': () => getObject(object),
  'a PUT of content': () => putObject(object, { kind: 'bytes', bytes: new Uint8Array(100) }),
  'a POST of JSON': () => createBucket({ name: 'b' }),
  'a HEAD': () => headBucket({ name: 'b' }),
}

let endpoint: Listener
let node: Listener
let strangers: readonly Listener[]
let socketPath: string
/** What the endpoint answers; the map is always there. */
let location = ''
const transports: readonly Transport[] = [gotTransport(), undiciTransport(), fetchTransport()]

const mapOf = (): string => {
  const of = (id: string, type: string, port: number): object => ({
    daemon_id: id,
    daemon_type: type,
    public_net: { direct_url: `http://127.0.0.1:${port}` },
  })
  const proxy = of('p1', 'proxy', endpoint.port)
  return JSON.stringify({
    uuid: 'u',
    version: '1',
    proxy_si: proxy,
    pmap: { p1: proxy },
    tmap: { t1: of('t1', 'target', node.port) },
  })
}

const answer = (head: string): string => {
  if (head.includes('what=smap')) {
    const map = mapOf()
    return `HTTP/1.1 200 OK\r\nContent-Length: ${map.length}\r\nConnection: close\r\n\r\n${map}`
  }
  return `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
}

/** Somebody on an address that not every machine has. */
const ifThere = async (place: Parameters<typeof startListener>[0]): Promise<readonly Listener[]> => {
  try {
    return [await startListener(place)]
  } catch {
    return []
  }
}

beforeAll(async () => {
  endpoint = await startListener({ host: '127.0.0.1' }, answer)
  node = await startListener({ host: '127.0.0.1' })
  const stranger = await startListener({ host: '127.0.0.1' })
  socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : join(tmpdir(), `${randomUUID()}.sock`)
  strangers = [
    stranger,
    await startListener({ path: socketPath }),
    ...(await ifThere({ host: '127.0.0.2', port: endpoint.port })),
    ...(await ifThere({ host: '::1', port: stranger.port })),
  ]
})
afterAll(async () => {
  await Promise.all(transports.map((transport) => transport.close()))
  for (const one of [endpoint, node, ...strangers]) await one[Symbol.asyncDispose]()
})

const send = async (
  operation: Operation<unknown>,
  transport: Transport,
  strictRedirects: boolean,
): Promise<unknown> => {
  const connection = connect({
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    token,
    transport: { ...transport, close: () => Promise.resolve() },
    strictRedirects,
    retry: { maxAttempts: 1 },
    timeouts: { connectMs: 2_000, headersMs: 10_000, idleMs: 10_000, totalMs: 20_000 },
  })
  try {
    const result = await connection.send(operation)
    if (typeof result === 'object' && result !== null && 'discard' in result) (result.discard as () => void)()
    return undefined
  } catch (error) {
    return error
  } finally {
    await connection.close()
  }
}

describe.each(transports)('hostile redirects by $name', (transport) => {
  it.each(names)('%s: the token goes nowhere', async (name) => {
    location =
      hostileLocations({
        endpoint: endpoint.port,
        node: node.port,
        stranger: strangers[0]?.port ?? 0,
        socketPath,
      })[name] ?? ''
    for (const [what, make] of Object.entries(operations))
      for (const isStrict of [false, true]) {
        for (const one of [endpoint, node, ...strangers]) one.forget()
        const error = await send(make(), transport, isStrict)
        const label = `${what}${isStrict ? ', strict' : ''}`
        if (error !== undefined) expect(isAisError(error), `${label}: ${String(error)}`).toBe(true)
        expect(String(error), label).not.toContain(token)
        expect(endpoint.received(), label).toContain(`Bearer ${token}`)
        // The endpoint may redirect to itself; what it redirects to gets no token even then.
        for (const one of [node, ...strangers]) {
          expect(one.received(), label).not.toContain(token)
          expect(one.received().toLowerCase(), label).not.toMatch(/^(authorization|cookie|proxy-authorization):/m)
        }
        if (isStrict) for (const one of strangers) expect(one.connections(), label).toBe(0)
      }
  })

  it('goes to nodes of the map that are addressed, and to no others', async () => {
    for (const [port, isKnown] of [
      [node.port, true],
      [strangers[0]?.port, false],
    ] as const) {
      for (const one of [node, ...strangers]) one.forget()
      await send({ ...headBucket({ name: 'b' }), baseUrl: `http://127.0.0.1:${port}` }, transport, false)
      expect([node, ...strangers].map((one) => one.received().includes(token))).toEqual(
        [node, ...strangers].map((one) => isKnown && one === node),
      )
      expect([node, ...strangers].filter((one) => one.connections() > 0)).toHaveLength(1)
    }
  })

  it.each([
    ['credentials', (port: number) => `http://user:pass@127.0.0.1:${port}`],
    ['a path', (port: number) => `http://127.0.0.1:${port}/x`],
    ['another scheme', (port: number) => `ftp://127.0.0.1:${port}`],
    ['a backslash', (port: number) => `http://127.0.0.1:1\\@127.0.0.1:${port}`],
    ['a socket', () => `unix:${socketPath}`],
  ])('a node whose URL has %s is not addressed', async (_, urlOf) => {
    for (const one of strangers) one.forget()
    const baseUrl = urlOf(strangers[0]?.port ?? 0)
    const error = await send({ ...headBucket({ name: 'b' }), baseUrl }, transport, false)
    expect(isAisError(error) && error._tag).toBe('InvalidInput')
    expect(String(error)).not.toContain('pass@')
    for (const one of strangers) expect(one.connections()).toBe(0)
  })
})

describe('the locations', () => {
  it('are as many as were promised', () => {
    expect(names.length).toBeGreaterThanOrEqual(50)
  })
})
