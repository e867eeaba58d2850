import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAisError } from '../../src/errors/ais-error.js'
import type { ErrorContext } from '../../src/errors/ais-error-base.js'
import { checkedLocation, checkSameObject, isFollowedRedirect, originOf } from '../../src/send/redirect-rules.js'
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
    const proxy = await serve((_, response) => reply(response, 301, { location: `${target.url}/v1/objects/b/o` }))
    expect((await failure(connectTo(proxy.url).send(operation()), 'Redirect')).message).toBe(
      `test.call: ${target.url} redirects again after a redirect; not followed`,
    )
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
    expect((await failure(connectTo(proxy.url).send(operation()), 'Redirect')).message).toBe(
      `test.call: ${proxy.url} answered ${status}, a redirect that AIStore does not use`,
    )
  })

  it('rewrites the origin by endpointMap and nothing else', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await serve((_, response) =>
      reply(response, 307, { location: 'http://10.255.0.1:51081/v1/objects/b/o?x=%2f&pid=1' }),
    )
    const byTable = connectTo(proxy.url, { endpointMap: { 'http://10.255.0.1:51081/': target.url } })
    expect(await byTable.send(operation())).toBe('ok')
    const byFunction = connectTo(proxy.url, { endpointMap: () => `${target.url}/` })
    expect(await byFunction.send(operation())).toBe('ok')
    expect(target.seen.map(({ url }) => url)).toEqual(['/v1/objects/b/o?x=%2f&pid=1', '/v1/objects/b/o?x=%2f&pid=1'])
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
    expect(await connectTo(proxy.url).send(operation({ path: '/v1/buckets/b' }))).toBe('ok')
    expect(target.seen[0]?.url).toBe('/?a=1')
  })

  it('tells that the target is not reachable, who sent us there, and what helps', async () => {
    const nowhere = await closedPort()
    const proxy = await serve((_, response) => reply(response, 307, { location: `${nowhere}/v1/objects/b/o` }))
    const error = await failure(connectTo(proxy.url, { retry: { maxAttempts: 1 } }).send(operation()), 'Unreachable')
    expect(error.message).toContain(`proxy ${proxy.url} sent us to target ${nowhere}, which is not reachable from here`)
    expect(error.message).toContain('endpointMap')
  })

  it('starts again at the endpoint after a target failed', async () => {
    const nowhere = await closedPort()
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await serve((_, response, nth) =>
      reply(response, 307, { location: `${nth === 0 ? nowhere : target.url}/v1/objects/b/o` }),
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
    // `fc.webUrl` takes seconds for a hundred, and makes none that has credentials, a port, or another scheme.
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'Y', '-', '.', '%'), maxLength: 8 })
    const url = fc
      .tuple(
        fc.constantFrom('http', 'https', 'HTTP', 'http', 'ftp'),
        fc.oneof(
          { weight: 4, arbitrary: fc.constant('') },
          word.map((user) => `${user}@`),
        ),
        fc.oneof(
          word,
          fc.ipV4(),
          fc.ipV6().map((address) => `[${address}]`),
        ),
        fc.option(fc.nat(70_000), { nil: '' }).map((port) => (port === '' ? '' : `:${port}`)),
        fc.constantFrom('', '/', '?', '#'),
        fc.string({
          unit: fc.constantFrom('a', 'z', '/', '?', '&', '=', '#', '%2f', '+', ';', ':', '@'),
          maxLength: 20,
        }),
      )
      .map(([scheme, ...rest]) => `${scheme}://${rest.join('')}`)
    const text = fc.oneof(
      url,
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

  const problemOf = (location: string | undefined, context: ErrorContext, url = 'http://proxy:1/v1'): string => {
    try {
      return `goes to ${checkedLocation(location, { url, context, mapOrigin: (origin) => origin })}`
    } catch (error) {
      return error instanceof Error ? error.message : 'no error'
    }
  }

  it.each([
    [undefined, 'without saying where to (no Location)'],
    ['', 'without saying where to (no Location)'],
    ['http://h/\u0080', 'to a Location with characters that no URL has'],
    ['http://h/a b', 'to a Location with characters that no URL has'],
    [' http://h/', 'to a Location with characters that no URL has'],
    ['http://h/ ', 'to a Location with characters that no URL has'],
    ['/v1', 'to a Location that is not an absolute URL'],
    ['//h/v1', 'to a Location that is not an absolute URL'],
    ['http:h/v1', 'to a Location that is not an absolute URL'],
    ['x-http://h/v1', 'to a x-http URL'],
    ['httpx://h/v1', 'to a httpx URL'],
    ['1http://h/v1', 'to a Location that is not an absolute URL'],
    ['FTP://h/v1', 'to a ftp URL'],
    ['averylongschemename://h/v1', 'to a averylongsch URL'],
    ['http://user@h/v1', 'to a URL with credentials'],
    ['http://h:99999/v1', 'to a Location that is not a URL'],
    ['http://proxy:1/v1', 'to itself'],
  ])('tells why %j is not followed', (location, why) => {
    const context = { operation: 'test.call', subject: 'ais://b/o', node: 'http://proxy:1' }
    expect(problemOf(location, context)).toBe(`test.call ais://b/o: http://proxy:1 redirects ${why}; not followed`)
    expect(problemOf(location, { operation: 'test.call' })).toBe(`test.call: the server redirects ${why}; not followed`)
  })

  it('tells that https is not left', () => {
    expect(problemOf('http://h/', { operation: 'test.call' }, 'https://proxy:1/')).toBe(
      'test.call: the server redirects from https to http; not followed',
    )
  })

  it.each([
    ['HTTP://Target:1/V1', 'HTTP://Target:1/V1'],
    ['http://h', 'http://h/'],
    ['http://h?x', 'http://h/?x'],
    ['http://h/a#b', 'http://h/a'],
    ['http://h#b', 'http://h/'],
    ['http://h/a\\b\\c?x=\\', 'http://h/a%5Cb%5Cc?x=%5C'],
    ['http://h/%2f/?a=%zz&b=@', 'http://h/%2f/?a=%zz&b=@'],
  ])('takes %j to the letter', (location, url) => {
    expect(check(location)).toBe(url)
  })

  it('puts another origin before what is verbatim', () => {
    const mapOrigin = (origin: string): string => (origin === 'http://inner:1' ? 'http://outer:2' : origin)
    const from = { url: 'http://proxy:1/v1', context: { operation: 'test.call' }, mapOrigin }
    expect(checkedLocation('http://INNER:1/a%2fb', from)).toBe('http://outer:2/a%2fb')
  })
})

describe('a redirect of a call on an object', () => {
  const asked = 'http://proxy:1/v1/objects/b/a%20b/+c%5Cd?provider=ais&archpath=m%20n'
  const tagOf = (location: string, from = asked): string => {
    try {
      checkSameObject(location, from, { operation: 'objects.get' })
      return 'followed'
    } catch (error) {
      return isAisError(error) ? error._tag : String(error)
    }
  }

  it.each([
    'http://t:2/v1/objects/b/a%20b/+c%5Cd?provider=ais&archpath=m%20n&pid=p&utm=1',
    'http://t:2/v1/objects/b/a%20b/+c%5cd?archpath=m+n&pid=p&provider=ais&utm=1',
    'http://t:2/v1/objects/b/a%20b/%2Bc%5Cd?provider=ais&archpath=m%20n',
    'http://gateway/t1/v1/objects/b/a%20b/+c%5Cd?provider=ais&archpath=m%20n&pid=p',
  ])('is followed to the same object: %s', (location) => {
    expect(tagOf(location)).toBe('followed')
  })

  it.each([
    'http://t:2/v1/objects/b/a%20c/+c%5Cd?provider=ais&archpath=m%20n&pid=p&utm=1',
    'http://t:2/v1/objects/c/a%20b/+c%5Cd?provider=ais&archpath=m%20n&pid=p&utm=1',
    'http://t:2/v1/objects/b/a%20b/+c%5Cd/e?provider=ais&archpath=m%20n&pid=p&utm=1',
    'http://t:2/v1/objects/b/a%20b/+c%5Cd?provider=aws&archpath=m%20n&pid=p&utm=1',
    'http://t:2/v1/objects/b/a%20b/+c%5Cd?provider=ais&archpath=m%20o&pid=p&utm=1',
    'http://t:2/v1/objects/b/a%20b/+c%5Cd?provider=ais&pid=p&utm=1',
    'http://t:2/v1/objects/b/a%2/+c%5Cd?provider=ais&archpath=m%20n',
    'http://t:2/v1/buckets/b/a%20b/+c%5Cd?provider=ais&archpath=m%20n',
    'http://t:2/',
  ])('is not followed elsewhere: %s', (location) => {
    expect(tagOf(location)).toBe('Redirect')
  })

  it('is followed to the same object whatever its name is, and not with one bit flipped', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(7), (text, at, bit) => {
        const url = `http://h/v1/objects/b/${encodeURIComponent(text)}?provider=ais`
        expect(tagOf(`${url.replace('//h', '//t')}&pid=p`, url)).toBe('followed')
        // Of what was asked for; what AIStore adds is its own.
        const from = 'http://h'.length
        const place = from + (at % (url.length - from))
        const code = url.charCodeAt(place) ^ (1 << (bit % 6))
        const changed = url.slice(0, place) + String.fromCharCode(code) + url.slice(place + 1)
        const isSame = decodeURIComponent(url) === changed || changed.toLowerCase() === url.toLowerCase()
        if (!isSame && !/[#\\]/.test(changed)) expect(tagOf(changed, url)).toBe('Redirect')
      }),
    )
  })

  it('may name another cluster by its id', () => {
    const from = 'http://proxy:1/v1/objects/b/o?provider=ais&namespace=%40far%23'
    const to = 'http://t:2/v1/objects/b/o?namespace=%40GPUCxisN3%23&provider=ais&pid=p'
    expect([tagOf(to, from), tagOf(to.replace('namespace', 'n'), from)]).toEqual(['followed', 'Redirect'])
  })

  it('of other calls goes where it says', () => {
    expect(tagOf('http://t:2/v1/ml/moss/b/x/y/1?pid=p', 'http://proxy:1/v1/ml/moss/b?provider=ais')).toBe('followed')
  })
})

describe('originOf', () => {
  it.each([
    ['http://h:80/a?b', 'http://h'],
    ['https://h:1/a', 'https://h:1'],
    ['nowhere', 'nowhere'],
    ['n'.repeat(80), 'n'.repeat(60)],
  ])('of %j is %j', (url, origin) => {
    expect(originOf(url)).toBe(origin)
  })
})

describe('isFollowedRedirect', () => {
  it('knows the redirects of AIStore', () => {
    const all = Array.from({ length: 100 }, (_, index) => 300 + index)
    expect(all.filter(isFollowedRedirect)).toEqual([301, 302, 307, 308])
  })
})
