import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it } from 'vitest'
import { memoryTransport } from '../../src/testing.js'
import { TransportFault } from '../../src/transport/transport.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { closedPort, reply } from '../servers/test-server.js'

const post = operation({ method: 'POST', idempotent: false, body: { kind: 'json', value: {} } })

describe('retries', () => {
  it.each([429, 500, 502, 503, 504])('tries an idempotent call again after %i', async (status) => {
    const server = await serve((_, response, nth) => reply(response, nth < 2 ? status : 200, {}, 'done'))
    expect(await connectTo(server.url).send(operation())).toBe('done')
    expect(server.seen).toHaveLength(3)
  })

  it.each([429, 500, 502, 503, 504])('does not send a call that is not idempotent again after %i', async (status) => {
    const server = await serve((_, response) => reply(response, status))
    const error = await failure(connectTo(server.url).send(post), 'Api')
    expect(error).toMatchObject({ status, context: { attempt: 1, method: 'POST' } })
    expect(server.seen).toHaveLength(1)
  })

  it.each([400, 401, 403, 404, 405, 409, 410, 416, 423, 501, 507])('does not try again after %i', async (status) => {
    const server = await serve((_, response) => reply(response, status))
    expect((await failure(connectTo(server.url).send(operation()), 'Api')).status).toBe(status)
    expect(server.seen).toHaveLength(1)
  })

  it('does not try again after a wrong checksum, though it is a 500', async () => {
    const server = await serve((_, response) =>
      reply(response, 500, {}, '{"tcode":"ErrBadCksum","message":"BAD DATA CHECKSUM"}'),
    )
    expect((await failure(connectTo(server.url).send(operation()), 'Api')).code).toBe('ChecksumMismatch')
    expect(server.seen).toHaveLength(1)
  })

  it('gives the last error after maxAttempts, with its number', async () => {
    const server = await serve((_, response) => reply(response, 503))
    const error = await failure(connectTo(server.url, { retry: { maxAttempts: 3 } }).send(operation()), 'Api')
    expect(error.context.attempt).toBe(3)
    expect(server.seen).toHaveLength(3)
  })

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 1_500).toUTCString()],
  ])('waits as long as Retry-After asks, in %s', async (_, retryAfter) => {
    const times: number[] = []
    const server = await serve((_request, response, nth) => {
      times.push(performance.now())
      reply(response, nth === 0 ? 503 : 200, nth === 0 ? { 'retry-after': retryAfter() } : {})
    })
    await connectTo(server.url).send(operation())
    // A date has no fractions of seconds.
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(400)
  })

  it('does not wait for an hour, and tells what was asked', async () => {
    const server = await serve((_, response) => reply(response, 429, { 'retry-after': '99999999' }))
    const error = await failure(connectTo(server.url).send(operation()), 'Api')
    expect(error).toMatchObject({ code: 'RateLimited', retryAfterMs: 99_999_999_000 })
    expect(server.seen).toHaveLength(1)
  })

  it('tries a refused connection again, also for a call that is not idempotent', async () => {
    const nowhere = await closedPort()
    const attempts: number[] = []
    const connection = connectTo(nowhere, {
      retry: { maxAttempts: 3 },
      middleware: [
        (request, next, { attempt }) => {
          attempts.push(attempt)
          return next(request)
        },
      ],
    })
    expect((await failure(connection.send(post), 'Unreachable')).message).toMatch(/cannot connect .*is AIStore running/)
    expect(attempts).toEqual([1, 2, 3])
  })

  it.each([
    ['an idempotent call', operation(), 2],
    ['one that is not', post, 1],
  ])('after a reset before the answer sends %s %o times', async (_, call, times) => {
    const server = await serve((_request, response, nth) =>
      nth === 0 ? response.socket?.resetAndDestroy() : reply(response, 200, {}, 'ok'),
    )
    const sent = connectTo(server.url).send(call)
    if (times === 2) expect(await sent).toBe('ok')
    else {
      const error = await failure(sent, 'OutcomeUnknown')
      expect(error.message).toMatch(
        /^test\.call ais:\/\/b\/o: sent, but no whole answer came \(test\.call .* broke .*\), so it may or may not have taken effect; look before you send it again$/,
      )
      expect(error.cause).toMatchObject({ _tag: 'Unreachable' })
    }
    expect(server.seen).toHaveLength(times)
  })

  it('names only the call where it acts on nothing', async () => {
    const server = await serve((_request, response) => response.socket?.resetAndDestroy())
    const { subject: _, ...bare } = post
    const error = await failure(connectTo(server.url).send(bare), 'OutcomeUnknown')
    expect(error.message).toMatch(/^test\.call: sent, but no whole answer came/)
  })

  it('tells every retry to who listens', async () => {
    const events: unknown[] = []
    const onRetry = (event: unknown): void => void events.push(event)
    subscribe('ais:retry', onRetry)
    const server = await serve((_, response, nth) => reply(response, nth % 2 === 0 ? 503 : 200, { 'retry-after': '0' }))
    const connection = connectTo(server.url, { retry: { baseDelayMs: 0 } })
    const { subject: _, ...bare } = operation()
    await connection.send(operation())
    await connection.send(bare)
    unsubscribe('ais:retry', onRetry)
    const told = { operation: 'test.call', requestId: expect.any(String) as string, attempt: 1, delayMs: 0, tag: 'Api' }
    expect(events).toStrictEqual([{ ...told, subject: 'ais://b/o' }, told])
  })

  it('counts calls that AIStore answers as such, and those in trouble as a quarter', async () => {
    const server = await serve(({ url }, response) => reply(response, url.includes('gone') ? 404 : 503))
    const connection = connectTo(server.url, { retry: { maxAttempts: 2, budgetRatio: 1 } })
    // Uses up the reserve: each takes 1 and pays a quarter.
    for (let call = 0; call < 13; call += 1) await failure(connection.send(operation()), 'Api')
    expect(server.seen).toHaveLength(26)
    await failure(connection.send(operation()), 'Api')
    expect(server.seen).toHaveLength(27)
    // An answer pays in full.
    await failure(connection.send(operation({ path: '/v1/gone' })), 'Api')
    await failure(connection.send(operation()), 'Api')
    expect(server.seen).toHaveLength(30)
  })

  it('reads a short answer again', async () => {
    const server = await serve((_, response, nth) => {
      response.writeHead(200, { 'content-length': '6' })
      if (nth === 0) response.write('who', () => response.socket?.destroy())
      else response.end('whole!')
    })
    expect(await connectTo(server.url).send(operation())).toBe('whole!')
    const error = await failure(
      connectTo(
        (
          await serve((_, response) => {
            response.writeHead(200, { 'content-length': '6' })
            response.write('who', () => response.socket?.destroy())
          })
        ).url,
        { retry: { maxAttempts: 1 } },
      ).send(operation()),
      'Unreachable',
    )
    expect(error.message).toMatch(/cut after 3 of 6 bytes/)
  })

  it.each([
    ['shorter', 'who', /cut after 3 of 6 bytes/],
    ['longer', 'the whole', /has 9 bytes where 6 are announced/],
  ])('holds an answer to its stated length itself: %s', async (_, body, message) => {
    const transport = memoryTransport(() => ({ status: 200, headers: { 'content-length': '6' }, body }))
    const connection = connectTo('http://h:1', { transport, retry: { maxAttempts: 1 } })
    expect((await failure(connection.send(operation()), 'Unreachable')).message).toMatch(message)
  })

  it('checks no length of an encoded answer, nor of HEAD', async () => {
    const encoded = memoryTransport(() => ({
      status: 200,
      headers: { 'content-length': '6', 'content-encoding': 'gzip' },
      body: 'decoded by the runtime',
    }))
    expect(await connectTo('http://h:1', { transport: encoded }).send(operation())).toBe('decoded by the runtime')
    const head = memoryTransport(() => ({ status: 200, headers: { 'content-length': '6' } }))
    expect(await connectTo('http://h:1', { transport: head }).send(operation({ method: 'HEAD' }))).toBe('')
  })

  it('waits for headers no longer than headersMs', async () => {
    const server = await serve(() => {})
    const connection = connectTo(server.url, { timeouts: { headersMs: 50, connectMs: 50 }, retry: { maxAttempts: 2 } })
    const error = await failure(connection.send(operation()), 'Timeout')
    expect(error).toMatchObject({ phase: 'headers', timeoutMs: 50, context: { attempt: 2 } })
    expect(error.message).toContain('timeouts.headersMs')
  })

  it('does not try an untrusted certificate again', async () => {
    let exchanges = 0
    const transport = memoryTransport(() => {
      exchanges += 1
      throw new TransportFault('tls', 'SELF_SIGNED_CERT_IN_CHAIN', false)
    })
    const error = await failure(connectTo('https://cluster:1', { transport }).send(operation()), 'Unreachable')
    expect(error.message).toContain('AIS_CLIENT_CA')
    expect(exchanges).toBe(1)
  })

  it('stops when the budget of the connection is used up', async () => {
    const server = await serve((_, response) => reply(response, 503))
    const connection = connectTo(server.url, { retry: { maxAttempts: 5, budgetRatio: 0 } })
    for (let call = 0; call < 10; call += 1) await failure(connection.send(operation()), 'Api')
    // 10 calls and the reserve of 10 retries; without a budget it would be 50.
    expect(server.seen).toHaveLength(20)
  })

  it('tries again less where no answer comes in time: the server may be at work on what was given up', async () => {
    const server = await serve(() => {})
    const timeouts = { headersMs: 20, connectMs: 20 }
    const connection = connectTo(server.url, { timeouts, retry: { maxAttempts: 5, budgetRatio: 0 } })
    for (let call = 0; call < 2; call += 1) await failure(connection.send(operation()), 'Timeout')
    // 2 calls, and 2 retries that cost 5 of the reserve of 10 each.
    expect(server.seen).toHaveLength(4)
  })

  it.each(['signal', 'close'] as const)('ends the wait before the next attempt by %s', async (way) => {
    const waiting = signalled()
    const server = await serve((_, response) => reply(response, 503, { 'retry-after': '20' }))
    const onRetry = (): void => waiting.fire()
    subscribe('ais:retry', onRetry)
    const connection = connectTo(server.url)
    const controller = new AbortController()
    const failed = failure(connection.send(operation(), { signal: controller.signal }), 'Aborted')
    await waiting.done
    unsubscribe('ais:retry', onRetry)
    if (way === 'signal') controller.abort()
    else await connection.close()
    await failed
    expect(server.seen).toHaveLength(1)
  })

  it('does not begin a wait that the deadline would cut', async () => {
    const server = await serve((_, response) => reply(response, 503, { 'retry-after': '20' }))
    const error = await failure(connectTo(server.url).send(operation(), { timeoutMs: 5_000 }), 'Api')
    expect(error.retryAfterMs).toBe(20_000)
  })

  it.each(['signal', 'deadline'] as const)('still obeys the %s in the second attempt', async (way) => {
    const second = signalled()
    const server = await serve((_, response, nth) => (nth === 0 ? reply(response, 503, {}, 'text') : second.fire()))
    const controller = new AbortController()
    const call = connectTo(server.url).send(operation(), {
      signal: controller.signal,
      ...(way === 'deadline' ? { timeoutMs: 300 } : {}),
    })
    const failed = failure(call, way === 'signal' ? 'Aborted' : 'Timeout')
    await second.done
    if (way === 'signal') controller.abort()
    expect((await failed)._tag).toBe(way === 'signal' ? 'Aborted' : 'Timeout')
  })
})
