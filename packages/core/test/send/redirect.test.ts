import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAisError } from '../../src/errors/ais-error.js'
import { checkedLocation } from '../../src/send/redirect-rules.js'
import { closedPort, reply } from '../servers/test-server.js'
import { connectTo, failure, operation, serve } from '../servers/fixture.js'

describe('redirects', () => {
  it.each([301, 302, 307, 308])('%i keeps method, headers and JSON, and takes no token along', async (status) => {
    const target = await serve((_, response) => reply(response, 200, {}, 'from the target'))
    const proxy = await serve(({ url }, response) =>
      reply(response, status, { location: `${target.url}${url}&pid=p1&utm=a%2Fb` }, '<a href="x">moved</a>'),
    )
    const connection = connectTo(proxy.url, { token: 'secret-token' })
    const text = await connection.send(
      operation({
        method: 'POST',
        query: { provider: 'ais', q: "a'b c" },
        headers: { 'X-Own': 'kept' },
        body: { kind: 'json', value: { action: 'x' } },
      }),
    )
    expect(text).toBe('from the target')
    expect(proxy.seen[0]).toMatchObject({ method: 'POST', body: '{"action":"x"}' })
    expect(proxy.seen[0]?.headers.authorization).toBe('Bearer secret-token')
    expect(target.seen).toHaveLength(1)
    expect(target.seen[0]).toMatchObject({
      method: 'POST',
      url: `${proxy.seen[0]?.url}&pid=p1&utm=a%2Fb`,
      body: '{"action":"x"}',
    })
    expect(target.seen[0]?.headers).toMatchObject({ 'x-own': 'kept', 'content-type': 'application/json' })
    expect(target.seen[0]?.headers.authorization).toBeUndefined()
  })

  it.each([
    ['no Location', undefined, /no Location/],
    ['a path', '/v1/elsewhere', /not an absolute URL/],
    ['a host without a scheme', '//127.0.0.1:1/v1', /not an absolute URL/],
    ['no host', 'http:///v1/x', /not a URL|not an absolute/],
    ['a bad port', 'http://h:99999/v1', /not a URL/],
    ['another scheme', 'ftp://127.0.0.1/v1', /ftp URL/],
    ['a file', 'file://host/etc/passwd', /file URL/],
    ['a script', 'javascript://x/%0aalert(1)', /javascript URL/],
    ['credentials', 'http://user:pw@127.0.0.1:1/v1', /credentials/],
    ['a space', 'http://127.0.0.1:1/a b', /characters/],
  ])('refuses %s', async (_, location, message) => {
    const proxy = await serve((_request, response) => reply(response, 307, location === undefined ? {} : { location }))
    const error = await failure(connectTo(proxy.url).send(operation()), 'Redirect')
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('pw')
    expect(error.context).toMatchObject({ operation: 'test.call', subject: 'ais://b/o', node: proxy.url, attempt: 1 })
    expect(proxy.seen).toHaveLength(1)
  })

  it('refuses a second redirect', async () => {
    const target = await serve((_, response) => reply(response, 307, { location: 'http://127.0.0.1:1/' }))
    const proxy = await serve((_, response) => reply(response, 301, { location: `${target.url}/v1/x` }))
    expect((await failure(connectTo(proxy.url).send(operation()), 'Redirect')).message).toMatch(/redirects again/)
    expect(target.seen).toHaveLength(1)
  })

  it('refuses a redirect to itself', async () => {
    const proxy = await serve(({ headers, url }, response) =>
      reply(response, 307, { location: `http://${headers.host}${url}` }),
    )
    expect((await failure(connectTo(proxy.url).send(operation()), 'Redirect')).message).toMatch(/to itself/)
  })

  it.each([300, 303, 305])('takes %i for no redirect of AIStore', async (status) => {
    const proxy = await serve((_, response) => reply(response, status, { location: 'http://127.0.0.1:1/' }))
    expect((await failure(connectTo(proxy.url).send(operation()), 'Redirect')).message).toContain(String(status))
  })

  it('rewrites the origin by endpointMap and nothing else', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await serve((_, response) =>
      reply(response, 307, { location: 'http://10.255.0.1:51081/v1/a%20b?x=%2f&pid=1' }),
    )
    const byTable = connectTo(proxy.url, { endpointMap: { 'http://10.255.0.1:51081/': target.url } })
    expect(await byTable.send(operation())).toBe('ok')
    const byFunction = connectTo(proxy.url, { endpointMap: () => `${target.url}/` })
    expect(await byFunction.send(operation())).toBe('ok')
    expect(target.seen.map(({ url }) => url)).toEqual(['/v1/a%20b?x=%2f&pid=1', '/v1/a%20b?x=%2f&pid=1'])
  })

  it.each([
    ['gives no URL', () => 'nowhere'],
    [
      'throws',
      () => {
        throw new TypeError('mine')
      },
    ],
  ])('tells when the endpointMap function %s', async (_, endpointMap) => {
    const proxy = await serve((_request, response) => reply(response, 307, { location: 'http://127.0.0.1:1/v1' }))
    const error = await failure(connectTo(proxy.url, { endpointMap }).send(operation()), 'InvalidInput')
    expect(error.field).toBe('endpointMap')
  })

  it('asks a Location without a path at its root, and leaves a fragment out', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await serve((_, response) => reply(response, 307, { location: `${target.url}?a=1#part` }))
    expect(await connectTo(proxy.url).send(operation())).toBe('ok')
    expect(target.seen[0]?.url).toBe('/?a=1')
  })

  it('tells that the target is not reachable, who sent us there, and what helps', async () => {
    const nowhere = await closedPort()
    const proxy = await serve((_, response) => reply(response, 307, { location: `${nowhere}/v1/x` }))
    const error = await failure(connectTo(proxy.url, { retry: { maxAttempts: 1 } }).send(operation()), 'Unreachable')
    expect(error.message).toContain(`proxy ${proxy.url} sent us to target ${nowhere}, which is not reachable from here`)
    expect(error.message).toContain('endpointMap')
  })

  it('starts again at the endpoint after a target failed', async () => {
    const nowhere = await closedPort()
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await serve((_, response, nth) =>
      reply(response, 307, { location: `${nth === 0 ? nowhere : target.url}/v1/x` }),
    )
    // Nothing reached the first target, so even a call that is not idempotent may go on.
    expect(await connectTo(proxy.url).send(operation({ method: 'POST', idempotent: false }))).toBe('ok')
    expect(proxy.seen).toHaveLength(2)
  })
})

describe('checkedLocation', () => {
  const check = (location: string, url = 'http://proxy:1/v1'): string =>
    checkedLocation(location, { url, context: { operation: 'test.call' }, mapOrigin: (origin) => origin })

  it('gives an http URL of the same host without credentials, or a Redirect error, for any text', () => {
    const text = fc.oneof(
      fc.webUrl({ withQueryParameters: true }),
      fc.string(),
      fc.string().map((rest) => `http://${rest}`),
    )
    fc.assert(
      fc.property(text, (location) => {
        try {
          const url = new URL(check(location))
          expect(url.protocol).toMatch(/^https?:$/)
          expect(url.username + url.password).toBe('')
          expect(url.host).toBe(new URL(location).host)
        } catch (error) {
          expect(isAisError(error) && error._tag).toBe('Redirect')
        }
      }),
    )
  })

  it('refuses to go from https to http, and not the other way', () => {
    expect(() => check('http://target:1/v1', 'https://proxy:1/v1')).toThrow(/from https to http/)
    expect(check('https://target:1/v1?a=%2f', 'http://proxy:1/v1')).toBe('https://target:1/v1?a=%2f')
  })
})
