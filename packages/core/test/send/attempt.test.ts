import { describe, expect, it, vi } from 'vitest'
import type { Middleware } from '../../src/middleware/middleware.js'
import type { Operation, OperationBody } from '../../src/operation.js'
import { Ending } from '../../src/transport/ending.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { reply, type Answer, type TestServer } from '../servers/test-server.js'

const hello = { kind: 'bytes', bytes: new TextEncoder().encode('hello') } as const
const put = (more: Partial<Operation<string>> = {}): Operation<string> =>
  operation({ method: 'PUT', body: hello, bytes: true, ...more })

const stream = (more: Partial<Extract<OperationBody, { kind: 'stream' }>> = {}): OperationBody => ({
  kind: 'stream',
  open: async function* () {
    yield hello.bytes
  },
  replayable: true,
  ...more,
})

/** A proxy that redirects to a target. */
const redirecting = async (answer: Answer): Promise<{ readonly proxy: TestServer; readonly target: TestServer }> => {
  const target = await serve(answer)
  return {
    target,
    proxy: await serve(({ url }, response) => reply(response, 307, { location: `${target.url}${url}` })),
  }
}

/** An answer that is begun, with more than is worth reading, and never ended; `gone` once the client has hung up. */
const endless = (status: number, headers: Readonly<Record<string, string>> = {}) => {
  const { done: gone, fire } = signalled()
  const answer = (response: Parameters<Answer>[1]): void => {
    response.on('close', fire)
    response.writeHead(status, headers).write(Buffer.alloc(200_000))
  }
  return { answer, gone }
}

describe('what is asked where', () => {
  it('tells the question all headers but the checksum, and JSON its length everywhere', async () => {
    const { proxy, target } = await redirecting((_, response) => reply(response, 200))
    const connection = connectTo(proxy.url, { token: 'secret-token' })
    const headers = { 'x-own': 'kept', 'ais-checksum-type': 'xxhash2', 'ais-checksum-value': '26c7827d889f6da3' }
    await connection.send(put({ headers }))
    expect(proxy.seen[0]?.headers).toMatchObject({
      'x-own': 'kept',
      authorization: 'Bearer secret-token',
      'content-length': '0',
    })
    expect(target.seen[0]?.headers).toMatchObject({ ...headers, 'content-length': '5' })
    await connection.send(operation({ method: 'POST', body: { kind: 'json', value: { a: 'é' } } }))
    for (const { seen } of [proxy, target]) expect(seen[1]?.headers['content-length']).toBe('10')
    await connection.send(operation())
    for (const { seen } of [proxy, target]) expect(seen[2]?.headers['content-length']).toBeUndefined()
  })

  it('gives middleware a body only where there is one', async () => {
    const { proxy } = await redirecting((_, response) => reply(response, 200))
    const bodies: boolean[] = []
    const told: unknown[] = []
    const seeing: Middleware = (request, next, info) => {
      bodies.push('body' in request)
      told.push(info)
      return next(request)
    }
    const connection = connectTo(proxy.url, { middleware: [seeing] })
    await connection.send(operation())
    await connection.send(put())
    expect(bodies).toEqual([false, false, false, true])
    const info = { operation: 'test.call', requestId: expect.any(String) as string, attempt: 1 }
    expect(told.slice(2)).toStrictEqual([
      { ...info, hop: 0 },
      { ...info, hop: 1 },
    ])
  })

  it('asks only once with content that is none, where no redirect comes', async () => {
    const server = await serve((_, response) => reply(response, 200, {}, 'stored'))
    expect(await connectTo(server.url).send(put({ body: { kind: 'bytes', bytes: new Uint8Array() } }))).toBe('stored')
    expect(server.seen).toHaveLength(1)
  })

  it('tells where content was to go when it is wrong', async () => {
    const { proxy } = await redirecting((_, response) => reply(response, 200))
    const error = await failure(connectTo(proxy.url).send(put({ body: stream({ sizeBytes: 3 }) })), 'InvalidInput')
    expect(error.context).toStrictEqual({
      operation: 'test.call',
      subject: 'ais://b/o',
      method: 'PUT',
      url: `${proxy.url}/v1/objects/b/o`,
      node: proxy.url,
      requestId: expect.any(String) as string,
      attempt: 1,
    })
  })
})

describe('which answers are final', () => {
  it.each([
    [299, 'ok'],
    [300, 'Redirect'],
    [399, 'Redirect'],
    [400, 'Api'],
  ])('at the endpoint %i is %s', async (status, outcome) => {
    const server = await serve((_, response) => reply(response, status, {}, 'text'))
    const call = connectTo(server.url).send(operation())
    if (outcome === 'ok') expect(await call).toBe('text')
    else await failure(call, outcome as 'Redirect' | 'Api')
  })

  it.each([
    [299, 'ok'],
    [300, 'Redirect'],
    [399, 'Redirect'],
    [400, 'Api'],
  ])('after a redirect %i is %s', async (status, outcome) => {
    const { proxy } = await redirecting((_, response) => reply(response, status, {}, 'text'))
    const call = connectTo(proxy.url).send(operation())
    if (outcome === 'ok') expect(await call).toBe('text')
    else await failure(call, outcome as 'Redirect' | 'Api')
  })

  it.each([
    [299, 'ok'],
    [300, 'Redirect'],
    [399, 'Redirect'],
    [400, 'Api'],
  ])('for content that went where the question was taken %i is %s', async (status, outcome) => {
    const server = await serve((_, response, nth) => reply(response, nth === 0 ? 299 : status, {}, 'text'))
    const call = connectTo(server.url).send(put())
    if (outcome === 'ok') expect(await call).toBe('text')
    else expect((await failure(call, 'OutcomeUnknown')).cause).toMatchObject({ _tag: outcome })
    expect(server.seen.map(({ body }) => body)).toEqual(['', 'hello'])
  })

  it('a status is that the operation accepts, also for content', async () => {
    const server = await serve((_, response) => reply(response, 304))
    const read = ({ status }: { readonly status: number }): string => `read ${status}`
    expect(await connectTo(server.url).send(operation({ accept: [304], read }))).toBe('read 304')
    expect(await connectTo(server.url).send(put({ accept: [304], read }))).toBe('read 304')
    await failure(connectTo(server.url).send(operation({ accept: [404], read })), 'Redirect')
  })
})

describe('an answer that leads elsewhere is given up, not read', () => {
  it('a redirect', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const { answer, gone } = endless(307, { location: `${target.url}/v1/objects/b/o` })
    const proxy = await serve((_, response) => answer(response))
    expect(await connectTo(proxy.url).send(operation())).toBe('ok')
    await gone
  })

  it('a redirect that AIStore does not use', async () => {
    const { answer, gone } = endless(303)
    const proxy = await serve((_, response) => answer(response))
    const error = await failure(connectTo(proxy.url).send(operation()), 'Redirect')
    expect(error.context).toMatchObject({ node: proxy.url, attempt: 1 })
    await gone
  })

  it('a second redirect', async () => {
    const { answer, gone } = endless(307)
    const { proxy, target } = await redirecting((_, response) => answer(response))
    const error = await failure(connectTo(proxy.url).send(operation()), 'Redirect')
    expect(error.context).toMatchObject({ node: target.url })
    await gone
  })

  it('an answer to the question alone', async () => {
    const { answer, gone } = endless(200)
    const server = await serve((_, response, nth) => (nth === 0 ? answer(response) : reply(response, 200, {}, 'ok')))
    expect(await connectTo(server.url).send(put())).toBe('ok')
    await gone
  })

  it('a redirect of content whose question was taken', async () => {
    const { answer, gone } = endless(307)
    const server = await serve((_, response, nth) => (nth === 0 ? reply(response, 200) : answer(response)))
    const error = await failure(connectTo(server.url).send(put()), 'OutcomeUnknown')
    expect(error.cause).toMatchObject({ context: { node: server.url, url: `${server.url}/v1/objects/b/o` } })
    await gone
  })
})

describe('what a failed attempt has done', () => {
  const once = { idempotent: false } as const

  it.each([
    ['refused', (response: Parameters<Answer>[1]) => reply(response, 503)],
    ['lost', (response: Parameters<Answer>[1]) => response.socket?.resetAndDestroy()],
  ])('is nothing while only the question was asked and %s: even what must go once is sent again', async (_, fail) => {
    const target = await serve((_request, response) => reply(response, 200, {}, 'stored'))
    const proxy = await serve(({ url }, response, nth) =>
      nth === 0 ? fail(response) : reply(response, 307, { location: `${target.url}${url}` }),
    )
    expect(await connectTo(proxy.url).send(put(once))).toBe('stored')
    expect(target.seen.map(({ body }) => body)).toEqual(['hello'])
  })

  it('is nothing when a message was redirected to a target that cannot be reached, or that resets', async () => {
    let resets = 0
    const { proxy } = await redirecting((_, response) => {
      resets += 1
      response.socket?.resetAndDestroy()
    })
    const post = operation({ method: 'POST', body: { kind: 'json', value: {} }, ...once })
    await failure(connectTo(proxy.url).send(post), 'OutcomeUnknown')
    expect(resets).toBe(1)
  })

  it.each([
    ['answers with an error', 'Api', (response: Parameters<Answer>[1]) => reply(response, 503)],
    ['breaks', 'OutcomeUnknown', (response: Parameters<Answer>[1]) => response.socket?.resetAndDestroy()],
  ] as const)('may have taken effect when a target has the content and %s', async (_, tag, fail) => {
    const { proxy, target } = await redirecting((_request, response) => fail(response))
    await failure(connectTo(proxy.url).send(put(once)), tag)
    expect(target.seen).toHaveLength(1)
  })

  it('may have taken effect when a call without any content breaks', async () => {
    const server = await serve((_, response) => response.socket?.resetAndDestroy())
    await failure(connectTo(server.url).send(operation({ method: 'DELETE', ...once })), 'OutcomeUnknown')
    expect(server.seen).toHaveLength(1)
  })

  it('may have taken effect when a message was answered, and the answer breaks', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '6' })
      response.write('who', () => response.socket?.destroy())
    })
    const post = operation({ method: 'POST', body: { kind: 'json', value: {} }, ...once })
    await failure(connectTo(server.url).send(post), 'OutcomeUnknown')
    expect(server.seen).toHaveLength(1)
  })
})

describe('a bug of middleware comes out as it is', () => {
  const bug = new TypeError('mine')
  const failingAt =
    (exchange: number): Middleware =>
    (request, next) => {
      exchange -= 1
      if (exchange === 0) throw bug
      return next(request)
    }

  it.each([
    ['at the endpoint', 1, operation()],
    ['after a redirect', 2, operation()],
    ['with content after a redirect', 2, put()],
  ])('%s', async (_, exchange, call) => {
    const { proxy } = await redirecting((_request, response) => reply(response, 200))
    await expect(connectTo(proxy.url, { middleware: [failingAt(exchange)] }).send(call)).rejects.toBe(bug)
  })

  it('with content where the question was taken', async () => {
    const server = await serve((_, response) => reply(response, 200))
    await expect(connectTo(server.url, { middleware: [failingAt(2)] }).send(put())).rejects.toBe(bug)
  })
})

it.each<[string, Middleware]>([
  ['passes the request on', (request, next) => next({ ...request })],
  [
    'throws what it likes then',
    async (request, next) => {
      const answer = next(request).catch(() => undefined)
      const ended = new Promise<never>((_, reject) => {
        request.signal?.addEventListener('abort', () => reject(new TypeError('mine')))
      })
      return (await Promise.race([ended, answer])) ?? ended
    },
  ],
])('ends by its signal also where middleware %s', async (_, middleware) => {
  const asked = signalled()
  const server = await serve(() => asked.fire())
  const controller = new AbortController()
  const connection = connectTo(server.url, { middleware: [middleware] })
  const failed = failure(connection.send(operation(), { signal: controller.signal }), 'Aborted')
  await asked.done
  controller.abort()
  await failed
})

it('ends by an ending as it does by a signal, and leaves no listener with it', async () => {
  const asked = signalled()
  const server = await serve(({ url }, response) => (url.startsWith('/stall') ? asked.fire() : reply(response, 200)))
  const connection = connectTo(server.url)
  const ending = new Ending()
  const { on, off } = { on: vi.spyOn(ending, 'on'), off: vi.spyOn(ending, 'off') }
  await connection.send(operation(), { ending })
  expect(off.mock.calls).toEqual(on.mock.calls)
  const failed = failure(connection.send(operation({ path: '/stall' }), { ending }), 'Aborted')
  await asked.done
  ending.end()
  expect((await failed).message).toContain("ended by the caller's signal")
  await failure(connection.send(operation(), { ending }), 'Aborted')
  expect(server.seen).toHaveLength(2)
})

describe('what middleware added', () => {
  const signing: Middleware = (request, next) =>
    next({ ...request, headers: { ...request.headers, 'x-signature': 'secret-by-middleware' } })
  const echo: Answer = ({ headers }, response) =>
    reply(response, 400, {}, `{"message":"bad ${String(headers['x-signature'])} and ${String(headers.authorization)}"}`)

  it('is not told by errors when a server repeats it, nor is the token', async () => {
    const server = await serve(echo)
    const connection = connectTo(server.url, { middleware: [signing], token: 'secret-token' })
    const error = await failure(connection.send(operation()), 'Api')
    expect(error.serverMessage).toBe('bad <token> and <token>')
  })

  it('is not told either by the error of content whose question was taken', async () => {
    const server = await serve((request, response, nth) =>
      nth === 0 ? reply(response, 200) : echo(request, response, nth),
    )
    const connection = connectTo(server.url, { middleware: [signing], token: 'secret-token' })
    const error = await failure(connection.send(put()), 'OutcomeUnknown')
    expect(error.cause).toMatchObject({ serverMessage: 'bad <token> and <token>' })
  })
})

it('names the call alone where it acts on nothing', async () => {
  const server = await serve((_, response, nth) => reply(response, nth === 0 ? 200 : 400))
  const { subject: _, ...bare } = put()
  const error = await failure(connectTo(server.url).send(bare), 'OutcomeUnknown')
  expect(error.message).toMatch(/^test\.call: http\S+ took the question without a body/)
})
