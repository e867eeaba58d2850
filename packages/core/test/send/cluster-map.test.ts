import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it } from 'vitest'
import type { Smap, SmapNode } from '../../src/smap.js'
import { SmapJson } from '../../src/wire/smap-json.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { reply, type TestServer } from '../servers/test-server.js'

const node = (daemonId: string, daemonType: SmapNode['daemonType'], publicUrl: string): SmapNode => ({
  daemonId,
  daemonType,
  publicUrl,
  flags: 0n,
})

const mapOf = (proxyUrl: string, targetUrls: readonly string[]): string => {
  const primary = node('p1', 'proxy', proxyUrl)
  const targets = targetUrls.map((url, index) => node(`t${index}`, 'target', url))
  const smap: Smap = { uuid: 'u', version: 1n, primary, proxies: [primary], targets }
  return JSON.stringify(SmapJson.encode(smap))
}

const isMapRequest = (url: string): boolean => url === '/v1/daemon?what=smap'

/** A proxy that redirects all but questions for the map, of which `targets` gives the nth. */
const proxyTo = async (target: string, targets: (nth: number) => readonly string[]): Promise<TestServer> => {
  let maps = 0
  const proxy: TestServer = await serve(({ url }, response) => {
    if (!isMapRequest(url)) return reply(response, 307, { location: `${target}${url}` })
    reply(response, 200, {}, mapOf(proxy.url, targets(maps)))
    maps += 1
  })
  return proxy
}

const mapRequests = ({ seen }: TestServer): number => seen.filter(({ url }) => isMapRequest(url)).length

describe('strictRedirects', () => {
  it('follows to a node of the map, which is asked for once', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await proxyTo(target.url, () => [target.url])
    const connection = connectTo(proxy.url, { strictRedirects: true })
    expect(await connection.send(operation())).toBe('ok')
    expect(await connection.send(operation())).toBe('ok')
    expect(mapRequests(proxy)).toBe(1)
  })

  it('asks for the map again when a node has joined since', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await proxyTo(target.url, (nth) => (nth === 0 ? [] : [target.url]))
    expect(await connectTo(proxy.url, { strictRedirects: true }).send(operation())).toBe('ok')
    expect(mapRequests(proxy)).toBe(2)
  })

  it('refuses another host, and without it follows', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await proxyTo(target.url, () => ['http://10.0.0.1:51081'])
    const error = await failure(connectTo(proxy.url, { strictRedirects: true }).send(operation()), 'Redirect')
    expect(error.message).toBe(
      `test.call: ${proxy.url} redirects to ${target.url}, which is not in the cluster map; refused because strictRedirects is on`,
    )
    expect(target.seen).toHaveLength(0)
    expect(await connectTo(proxy.url).send(operation())).toBe('ok')
  })

  it('knows nodes by their mapped address', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const inner = 'http://10.0.0.1:51081'
    const proxy = await proxyTo(inner, () => [inner])
    const connection = connectTo(proxy.url, { strictRedirects: true, endpointMap: { [inner]: target.url } })
    expect(await connection.send(operation())).toBe('ok')
  })

  it('says so when the map is refused', async () => {
    const target = await serve((_, response) => reply(response, 200))
    const proxy = await serve(({ url }, response) =>
      isMapRequest(url) ? reply(response, 403) : reply(response, 307, { location: `${target.url}${url}` }),
    )
    const error = await failure(connectTo(proxy.url, { strictRedirects: true }).send(operation()), 'Redirect')
    expect(error.message).toMatch(
      /^test\.call: \S+ redirects to \S+, and the cluster map that would tell whether to trust it could not be had \(core\.getSmap: Forbidden .*\); refused because strictRedirects is on$/,
    )
    expect(error.cause).toMatchObject({ _tag: 'Api', code: 'Forbidden' })
    expect(target.seen).toHaveLength(0)
  })

  it('does not wait for ever when the question for the map is redirected itself', async () => {
    const proxy = await serve((_, response) => reply(response, 307, { location: 'http://127.0.0.1:1/v1' }))
    await failure(connectTo(proxy.url, { strictRedirects: true }).send(operation()), 'Redirect')
  })
})

describe('a redirect that is followed', () => {
  it('is told to who listens, and under strictRedirects one to the same host needs no map', async () => {
    const events: unknown[] = []
    const onRedirect = (event: unknown): void => void events.push(event)
    subscribe('ais:redirect', onRedirect)
    const proxy: TestServer = await serve(({ url }, response) =>
      url === '/v1/objects/b/o?pid=p'
        ? reply(response, 200, {}, 'ok')
        : reply(response, 307, { location: `${proxy.url}/v1/objects/b/o?pid=p` }),
    )
    const { subject: _, ...bare } = operation()
    const connection = connectTo(proxy.url, { strictRedirects: true })
    expect(await connection.send(operation())).toBe('ok')
    expect(await connection.send(bare)).toBe('ok')
    unsubscribe('ais:redirect', onRedirect)
    expect(mapRequests(proxy)).toBe(0)
    const told = {
      operation: 'test.call',
      requestId: expect.any(String) as string,
      attempt: 1,
      from: proxy.url,
      to: proxy.url,
    }
    expect(events).toEqual([{ ...told, subject: 'ais://b/o' }, told])
  })

  it('is not told as a Redirect error when the call ended while the map was asked for', async () => {
    const asked = signalled()
    const proxy = await serve(({ url }, response) =>
      isMapRequest(url) ? asked.fire() : reply(response, 307, { location: `http://127.0.0.1:1${url}` }),
    )
    const controller = new AbortController()
    const failed = failure(
      connectTo(proxy.url, { strictRedirects: true }).send(operation(), { signal: controller.signal }),
      'Aborted',
    )
    await asked.done
    controller.abort()
    await failed
  })
})

describe('the token of a call to a node of its own', () => {
  it('goes to nodes of the map only', async () => {
    const known = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const unknown = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await proxyTo('', () => [known.url])
    const connection = connectTo(proxy.url, { token: 'secret' })
    await connection.send(operation({ baseUrl: known.url }))
    await connection.send(operation({ baseUrl: unknown.url }))
    expect(known.seen[0]?.headers.authorization).toBe('Bearer secret')
    expect(unknown.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('goes to the mapped address of a node', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await proxyTo('', () => ['http://10.0.0.1:1'])
    const connection = connectTo(proxy.url, { token: 'secret', endpointMap: { 'http://10.0.0.1:1': target.url } })
    expect(await connection.send(operation({ baseUrl: 'http://10.0.0.1:1' }))).toBe('ok')
    expect(target.seen[0]?.headers.authorization).toBe('Bearer secret')
  })

  it('refuses an address that is none', async () => {
    const proxy = await proxyTo('', () => [])
    expect((await failure(connectTo(proxy.url).send(operation({ baseUrl: 'ftp://x' })), 'InvalidInput')).field).toBe(
      'baseUrl',
    )
  })
})

describe('clusterMap', () => {
  it('is fetched once for all who wait, again by refresh, and not kept when it failed', async () => {
    const proxy: TestServer = await serve((_, response, nth) =>
      nth === 0 ? reply(response, 403) : reply(response, 200, {}, mapOf(proxy.url, [])),
    )
    const connection = connectTo(proxy.url)
    await failure(connection.clusterMap(), 'Api')
    const [one, two] = await Promise.all([connection.clusterMap(), connection.clusterMap()])
    expect(one).toBe(two)
    expect(proxy.seen).toHaveLength(2)
    await connection.clusterMap({ refresh: true })
    expect(proxy.seen).toHaveLength(3)
  })

  it("is not ended for others by one caller's signal", async () => {
    const controller = new AbortController()
    const proxy: TestServer = await serve((_, response) => {
      controller.abort()
      void aborted.then(() => reply(response, 200, {}, mapOf(proxy.url, [])))
    })
    const connection = connectTo(proxy.url)
    const aborted = failure(connection.clusterMap({ signal: controller.signal }), 'Aborted')
    const other = connection.clusterMap()
    await aborted
    expect((await other).uuid).toBe('u')
  })
})
