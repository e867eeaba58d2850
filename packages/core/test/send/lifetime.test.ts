import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { fetchTransport } from '../../src/fetch.js'
import { gotTransport } from '../../src/got.js'
import { readOpen } from '../../src/read/read-answers.js'
import type { Operation, OperationResponse } from '../../src/operation.js'
import { undiciTransport } from '../../src/undici.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { reply } from '../servers/test-server.js'

const open = (): Operation<OperationResponse> => ({ ...operation(), read: readOpen })

const next = async (body: AsyncIterator<Uint8Array>): Promise<string> => {
  const piece = await body.next()
  return piece.done === true ? '<end>' : new TextDecoder().decode(piece.value)
}

describe.each([
  ['got', gotTransport],
  ['undici', undiciTransport],
  ['fetch', () => fetchTransport()],
])('the life of a call by %s', (_, transport) => {
  it('sends nothing when the signal has fired already', async () => {
    const server = await serve((_request, response) => reply(response, 200))
    const error = await failure(
      connectTo(server.url, { transport: transport() }).send(operation(), { signal: AbortSignal.abort('why') }),
      'Aborted',
    )
    expect(error.cause).toBe('why')
    expect(server.seen).toHaveLength(0)
  })

  it.each(['signal', 'deadline', 'close'] as const)('ends before the headers by %s', async (way) => {
    const asked = signalled()
    const server = await serve(() => asked.fire())
    const connection = connectTo(server.url, { transport: transport() })
    const controller = new AbortController()
    const call = connection.send(operation(), { signal: controller.signal, timeoutMs: way === 'deadline' ? 100 : 0 })
    const failed = failure(call, way === 'deadline' ? 'Timeout' : 'Aborted')
    // On a machine under load a deadline may pass before the server is asked.
    if (way !== 'deadline') await asked.done
    if (way === 'signal') controller.abort()
    if (way === 'close') await connection.close()
    const error = await failed
    expect(error.context).toMatchObject({ operation: 'test.call', subject: 'ais://b/o' })
    if (error._tag === 'Timeout') expect(error).toMatchObject({ phase: 'total', timeoutMs: 100 })
  })

  it.each(['signal', 'deadline', 'close', 'idle'] as const)('ends while the body is read by %s', async (way) => {
    const gone = signalled()
    const server = await serve((_request, response) => {
      response.on('close', gone.fire)
      response.writeHead(200)
      response.write('first')
    })
    const connection = connectTo(server.url, {
      transport: transport(),
      timeouts: { idleMs: way === 'idle' ? 60 : 20_000 },
    })
    const controller = new AbortController()
    const answer = await connection.send(open(), { signal: controller.signal, timeoutMs: way === 'deadline' ? 150 : 0 })
    const pieces = answer.body[Symbol.asyncIterator]()
    expect(await next(pieces)).toBe('first')
    const failed = failure(next(pieces), way === 'deadline' || way === 'idle' ? 'Timeout' : 'Aborted')
    if (way === 'signal') controller.abort()
    if (way === 'close') await connection.close()
    const error = await failed
    if (error._tag === 'Timeout') expect(error.phase).toBe(way === 'idle' ? 'idle' : 'total')
    await gone.done
  })

  it('closes the connection when the reader stops early', async () => {
    const gone = signalled()
    const server = await serve((_request, response) => {
      response.on('close', gone.fire)
      response.writeHead(200)
      response.write('first')
    })
    const answer = await connectTo(server.url, { transport: transport() }).send(open())
    for await (const piece of answer.body) {
      expect(piece.length).toBe(5)
      break
    }
    await gone.done
  })

  it('leaves no listener on the signal, whatever becomes of the call', async () => {
    const server = await serve(({ url }, response) => {
      // An answer that has not come to its end, so that there is something to listen for.
      if (url.includes('slow')) response.writeHead(200).write('text')
      else reply(response, url.includes('bad') ? 404 : 200, {}, 'text')
    })
    const connection = connectTo(server.url, { transport: transport() })
    const { signal } = new AbortController()
    const listeners = (): number => getEventListeners(signal, 'abort').length
    await connection.send(operation(), { signal })
    await failure(connection.send(operation({ path: '/bad' }), { signal }), 'Api')
    await failure(
      connection
        .send(operation({ path: '/v1', read: () => Promise.reject(new Error('bug')) }), { signal })
        .catch((error: unknown) => {
          expect(error).toMatchObject({ message: 'bug' })
          return connection.send(operation({ path: '/bad' }), { signal })
        }),
      'Api',
    )
    expect(listeners()).toBe(0)
    const answer = await connection.send({ ...open(), path: '/slow' }, { signal })
    expect(listeners()).toBe(1)
    answer.discard()
    answer.discard()
    expect(listeners()).toBe(0)
    await connection.send(open(), { signal }).then(({ discard }) => discard())
    expect(listeners()).toBe(0)
  })

  it('gives a body once', async () => {
    const server = await serve((_request, response) => reply(response, 200, {}, 'text'))
    const connection = connectTo(server.url, { transport: transport() })
    const read = await connection.send(open())
    expect(await next(read.body[Symbol.asyncIterator]())).toBe('text')
    expect((await failure(next(read.body[Symbol.asyncIterator]()), 'InvalidInput')).message).toMatch(
      /read or discarded already/,
    )
    const discarded = await connection.send(open())
    discarded.discard()
    await failure(next(discarded.body[Symbol.asyncIterator]()), 'InvalidInput')
  })

  it('is not a broken connection when the answer is discarded while it is read', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200)
      response.write('first')
    })
    const answer = await connectTo(server.url, { transport: transport() }).send(open())
    const pieces = answer.body[Symbol.asyncIterator]()
    expect(await next(pieces)).toBe('first')
    const waiting = failure(next(pieces), 'Aborted')
    answer.discard()
    expect((await waiting).message).toMatch(/discarded/)
  })

  it('refuses calls after close, which may be called twice', async () => {
    const server = await serve((_request, response) => reply(response, 200))
    const connection = connectTo(server.url, { transport: transport() })
    await connection.send(operation())
    await connection.close()
    await connection.close()
    expect((await failure(connection.send(operation()), 'Aborted')).message).toMatch(/connection is closed/)
    expect(server.seen).toHaveLength(1)
  })
})
