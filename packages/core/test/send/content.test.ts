import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { LocalFileError } from '../../src/errors/local-file-error.js'
import type { Operation, OperationBody } from '../../src/operation.js'
import { gotTransport } from '../../src/got.js'
import { memoryTransport } from '../../src/testing.js'
import { undiciTransport } from '../../src/undici.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { reply, type TestServer } from '../servers/test-server.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const stream = (
  pieces: readonly string[],
  more: Partial<Extract<OperationBody, { kind: 'stream' }>> = {},
): OperationBody => ({
  kind: 'stream',
  open: async function* () {
    for (const piece of pieces) yield bytes(piece)
  },
  replayable: true,
  ...more,
})

const put = (body: OperationBody, more: Partial<Operation<string>> = {}): Operation<string> =>
  operation({ method: 'PUT', body, bytes: true, ...more })

/** A proxy that redirects to a target, which takes what it is given. */
const cluster = async (): Promise<{ proxy: TestServer; target: TestServer }> => {
  const target = await serve((_, response) => reply(response, 200, {}, 'stored'))
  const proxy = await serve(({ url }, response) => reply(response, 307, { location: `${target.url}${url}?pid=p` }))
  return { proxy, target }
}

describe.each([
  ['got', gotTransport],
  ['undici', undiciTransport],
])('content by %s', (_, transport) => {
  it.each([
    ['bytes', { kind: 'bytes', bytes: bytes('hello') } as const, '5', undefined],
    ['a stream of known length', stream(['he', '', 'llo'], { sizeBytes: 5 }), '5', undefined],
    ['a stream of unknown length', stream(['he', 'llo']), undefined, 'chunked'],
  ])('asks the proxy without a body and sends %s once, to the target', async (_kind, body, length, encoding) => {
    const { proxy, target } = await cluster()
    const connection = connectTo(proxy.url, { transport: transport() })
    expect(await connection.send(put(body))).toBe('stored')
    expect(proxy.seen).toHaveLength(1)
    expect(proxy.seen[0]).toMatchObject({ method: 'PUT', body: '' })
    expect(proxy.seen[0]?.headers['content-length']).toBe('0')
    expect(target.seen).toHaveLength(1)
    expect(target.seen[0]).toMatchObject({ method: 'PUT', body: 'hello', url: '/v1/objects/b/o?pid=p' })
    expect(target.seen[0]?.headers['content-length']).toBe(length)
    expect(target.seen[0]?.headers['transfer-encoding']).toBe(encoding)
  })

  it('tells the checksum of content with the content, not with the question for where it belongs', async () => {
    const { proxy, target } = await cluster()
    const headers = { 'ais-checksum-type': 'xxhash2', 'ais-checksum-value': '26c7827d889f6da3' }
    await connectTo(proxy.url, { transport: transport() }).send(
      put({ kind: 'bytes', bytes: bytes('hello') }, { headers }),
    )
    expect(target.seen[0]?.headers).toMatchObject(headers)
    expect(Object.keys(proxy.seen[0]?.headers ?? {}).filter((name) => name.startsWith('ais-'))).toEqual([])
  })

  it.each([
    ['bytes', { kind: 'bytes', bytes: new Uint8Array() } as const],
    ['stream', stream([], { sizeBytes: 0 })],
  ])('sends empty %s', async (_kind, body) => {
    const { proxy, target } = await cluster()
    expect(await connectTo(proxy.url, { transport: transport() }).send(put(body))).toBe('stored')
    expect(target.seen[0]).toMatchObject({ body: '' })
    expect(target.seen[0]?.headers['content-length']).toBe('0')
  })

  it.each([
    ['shorter', ['he', 'll'], 5, /ended at 4 of 5 bytes/],
    ['longer in one piece', ['hello!'], 5, /more than the 5 bytes/],
    ['longer in a later piece', ['hello', '!'], 5, /more than the 5 bytes/],
    ['not empty', ['x'], 0, /more than the 0 bytes/],
  ])('refuses a stream that is %s than it says, and nothing is stored', async (_kind, pieces, sizeBytes, message) => {
    const { proxy, target } = await cluster()
    const connection = connectTo(proxy.url, { transport: transport() })
    const error = await failure(connection.send(put(stream(pieces, { sizeBytes }))), 'InvalidInput')
    expect(error.field).toBe('body')
    expect(error.message).toMatch(message)
    expect(target.seen).toHaveLength(0)
    expect(proxy.seen).toHaveLength(1)
  })

  it('tells what the source of the content threw, and the server sees a broken upload', async () => {
    const { proxy, target } = await cluster()
    const cause = new Error('disk on fire')
    const broken = stream([], {
      open: async function* () {
        yield bytes('start')
        throw cause
      },
    })
    const connection = connectTo(proxy.url, { transport: transport() })
    const error = await failure(connection.send(put(broken)), 'InvalidInput')
    expect(error.message).toContain('disk on fire')
    expect(error.cause).toBe(cause)
    expect(target.seen).toHaveLength(0)
  })

  it('does not change an AisError of the source', async () => {
    const { proxy } = await cluster()
    const thrown = new LocalFileError('/x', 'x shrank', { operation: 'mine' })
    const broken = stream([], {
      open: () => {
        throw thrown
      },
    })
    expect(await failure(connectTo(proxy.url, { transport: transport() }).send(put(broken)), 'LocalFile')).toBe(thrown)
  })
})

describe('content', () => {
  it('notices a longer stream also when the server answers as soon as it has what it was promised', async () => {
    const transport = memoryTransport(async ({ headers, body = [] }) => {
      const promised = Number(headers['content-length'])
      if (promised === 0) return { status: 307, headers: { location: 'http://target:1/v1/objects/b/o' } }
      let received = 0
      for await (const piece of body as AsyncIterable<Uint8Array>) {
        received += piece.length
        if (received >= promised) break
      }
      return { status: 200, body: 'stored' }
    })
    const call = connectTo('http://proxy:1', { transport }).send(put(stream(['hello', '!'], { sizeBytes: 5 })))
    expect((await failure(call, 'InvalidInput')).message).toMatch(/more than the 5 bytes/)
  })

  it('refuses pieces that are no bytes', async () => {
    const { proxy } = await cluster()
    const texts = stream([], { open: () => ['text'] as unknown as AsyncIterable<Uint8Array> })
    expect((await failure(connectTo(proxy.url).send(put(texts)), 'InvalidInput')).message).toMatch(/gives string/)
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 53])(
    'refuses a stated length of %d before anything is sent',
    async (sizeBytes) => {
      const { proxy } = await cluster()
      expect((await failure(connectTo(proxy.url).send(put(stream(['x'], { sizeBytes }))), 'InvalidInput')).field).toBe(
        'sizeBytes',
      )
      expect(proxy.seen).toHaveLength(0)
    },
  )

  it('sends the content to a server that answers the question itself', async () => {
    const server = await serve((_, response, nth) => reply(response, 200, {}, `answer ${nth}`))
    expect(await connectTo(server.url).send(put(stream(['hello'], { sizeBytes: 5 })))).toBe('answer 1')
    expect(server.seen.map(({ body }) => body)).toEqual(['', 'hello'])
  })

  it('holds a stream of stated length 0 to its word there too', async () => {
    const server = await serve((_, response) => reply(response, 200))
    const error = await failure(connectTo(server.url).send(put(stream(['x'], { sizeBytes: 0 }))), 'OutcomeUnknown')
    expect(error.cause).toMatchObject({ _tag: 'InvalidInput' })
  })

  it('says that the outcome is unknown when such a server then fails on the content', async () => {
    const server = await serve((_, response, nth) =>
      nth === 0
        ? reply(response, 200)
        : reply(response, 507, {}, '{"tcode":"ErrCapExceeded","message":"out of space","status":507}'),
    )
    const error = await failure(
      connectTo(server.url).send(put({ kind: 'bytes', bytes: bytes('hello') })),
      'OutcomeUnknown',
    )
    expect(error.message).toBe(
      `test.call ais://b/o: ${server.url} took the question without a body as the whole call and did not redirect, then sending the content failed; the object may be empty: write it again or delete it`,
    )
    expect(error.context).toMatchObject({ method: 'PUT', url: `${server.url}/v1/objects/b/o`, attempt: 1 })
    expect(error.cause).toMatchObject({
      _tag: 'Api',
      status: 507,
      tcode: 'ErrCapExceeded',
      serverMessage: 'out of space',
    })
    expect(server.seen).toHaveLength(2)
  })

  it('takes a redirect of the content for a failure too', async () => {
    const server = await serve((_, response, nth) =>
      nth === 0 ? reply(response, 200) : reply(response, 307, { location: 'http://127.0.0.1:1/' }),
    )
    const error = await failure(
      connectTo(server.url).send(put({ kind: 'bytes', bytes: bytes('hello') })),
      'OutcomeUnknown',
    )
    expect(error.cause).toMatchObject({
      _tag: 'Redirect',
      message: `test.call: ${server.url} answered 307 to the content after it had taken the question`,
    })
  })

  it('gives the answer of a proxy that refuses the question, and does not open the stream', async () => {
    const server = await serve((_, response) =>
      reply(response, 404, {}, '{"tcode":"ErrBckNotFound","message":"bucket \\"ais://b\\" does not exist"}'),
    )
    let opened = 0
    const counted = stream([], {
      open: () => {
        opened += 1
        throw new Error('opened')
      },
    })
    const error = await failure(connectTo(server.url).send(put(counted)), 'Api')
    expect(error.code).toBe('BucketNotFound')
    expect(opened).toBe(0)
  })

  it('opens a replayable stream again for each attempt, from the endpoint', async () => {
    const target = await serve((_, response, nth) => reply(response, nth === 0 ? 503 : 200, {}, 'stored'))
    const proxy = await serve(({ url }, response) => reply(response, 307, { location: `${target.url}${url}` }))
    expect(await connectTo(proxy.url).send(put(stream(['hel', 'lo'], { sizeBytes: 5 })))).toBe('stored')
    expect(target.seen.map(({ body }) => body)).toEqual(['hello', 'hello'])
    expect(proxy.seen).toHaveLength(2)
  })

  it('does not try again with a stream that can be read once, and says so', async () => {
    const target = await serve((_, response) => reply(response, 503))
    const proxy = await serve(({ url }, response) => reply(response, 307, { location: `${target.url}${url}` }))
    const error = await failure(
      connectTo(proxy.url).send(put(stream(['hello'], { replayable: false }))),
      'NotReplayable',
    )
    expect(error.message).toMatch(
      /^test\.call ais:\/\/b\/o: failed while its body was sent \(.*HTTP 503.*\), and the body can be read only once, so it was not tried again; give a path, bytes, or a function that opens the stream anew$/,
    )
    expect(error.cause).toMatchObject({ _tag: 'Api', status: 503 })
    expect(target.seen).toHaveLength(1)
  })

  it('tries again with a stream that can be read once while nobody has opened it', async () => {
    const { target } = await cluster()
    const proxy = await serve(({ url }, response, nth) =>
      nth === 0 ? reply(response, 503) : reply(response, 307, { location: `${target.url}${url}` }),
    )
    expect(await connectTo(proxy.url).send(put(stream(['hello'], { replayable: false })))).toBe('stored')
  })

  it('ends the source when the call is aborted', async () => {
    const { proxy } = await cluster()
    const [started, ended] = [signalled(), signalled()]
    const endless = stream([], {
      open: async function* () {
        try {
          for (;;) {
            yield new Uint8Array(65_536)
            started.fire()
            // Gives way: a source that nobody ends would fill the memory of the server.
            await setTimeout(1)
          }
        } finally {
          ended.fire()
        }
      },
    })
    const controller = new AbortController()
    const call = connectTo(proxy.url).send(put(endless), { signal: controller.signal })
    await started.done
    controller.abort()
    await failure(call, 'Aborted')
    await ended.done
  })
})
