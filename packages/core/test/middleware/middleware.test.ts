import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Middleware } from '../../src/middleware/middleware.js'
import { memoryTransport } from '../../src/testing.js'
import type { Transport, TransportLack } from '../../src/transport/transport.js'
import { connectTo, failure, operation, serve } from '../servers/fixture.js'
import { reply } from '../servers/test-server.js'

describe('middleware', () => {
  it('wraps every exchange, outermost first, and may change request and answer', async () => {
    const target = await serve((_, response) => reply(response, 200, {}, 'ok'))
    const proxy = await serve(({ url }, response) => reply(response, 307, { location: `${target.url}${url}` }))
    const log: string[] = []
    const logging =
      (name: string): Middleware =>
      async (request, next, { operation: called, attempt, hop }) => {
        log.push(`${name} > ${called} ${attempt} ${hop}`)
        const response = await next({ ...request, headers: { ...request.headers, [`x-${name}`]: '1' } })
        log.push(`${name} < ${response.status}`)
        return response
      }
    const connection = connectTo(proxy.url, { middleware: [logging('outer'), logging('inner')] })
    expect(await connection.send(operation())).toBe('ok')
    expect(log).toEqual([
      'outer > test.call 1 0',
      'inner > test.call 1 0',
      'inner < 307',
      'outer < 307',
      'outer > test.call 1 1',
      'inner > test.call 1 1',
      'inner < 200',
      'outer < 200',
    ])
    expect(target.seen[0]?.headers).toMatchObject({ 'x-outer': '1', 'x-inner': '1' })
  })
})

describe('diagnostics channels', () => {
  const names = ['ais:request', 'ais:redirect', 'ais:retry', 'ais:error']
  const events: [string, Record<string, unknown>][] = []
  const listen = (message: unknown, name: string | symbol): void => {
    events.push([String(name), message as Record<string, unknown>])
  }
  afterEach(() => {
    for (const name of names) unsubscribe(name, listen)
    events.length = 0
  })

  it('tell the course of a call, without token or query', async () => {
    for (const name of names) subscribe(name, listen)
    const target = await serve((_, response, nth) => reply(response, nth === 0 ? 503 : 404))
    const proxy = await serve(({ url }, response) => reply(response, 307, { location: `${target.url}${url}` }))
    const call = operation({ query: { q: 'private' }, headers: { 'x-own': 'private' } })
    await failure(connectTo(proxy.url, { token: 'private-token' }).send(call), 'Api')
    expect(events.map(([name]) => name)).toEqual([
      'ais:request',
      'ais:redirect',
      'ais:request',
      'ais:retry',
      'ais:request',
      'ais:redirect',
      'ais:request',
      'ais:error',
    ])
    expect(events[0]?.[1]).toMatchObject({
      operation: 'test.call',
      subject: 'ais://b/o',
      attempt: 1,
      hop: 0,
      method: 'GET',
      node: proxy.url,
    })
    expect(events[1]?.[1]).toMatchObject({ from: proxy.url, to: target.url })
    expect(events[3]?.[1]).toMatchObject({ tag: 'Api', attempt: 1 })
    expect(events[7]?.[1]).toMatchObject({ tag: 'Api', attempt: 2 })
    expect(new Set(events.map(([, event]) => event['requestId'])).size).toBe(1)
    expect(JSON.stringify(events)).not.toContain('private')
  })

  it('cost nothing when nobody listens', async () => {
    expect(names.some((name) => channel(name).hasSubscribers)).toBe(false)
    const server = await serve((_, response) => reply(response, 200))
    await connectTo(server.url).send(operation())
    expect(events).toEqual([])
  })
})

describe('what a transport lacks', () => {
  const lacking = (lack: TransportLack): { transport: Transport; exchanges: () => number } => {
    let exchanges = 0
    const transport = memoryTransport(() => {
      exchanges += 1
      return { status: 200 }
    })
    return { transport: { ...transport, lacks: [lack] }, exchanges: () => exchanges }
  }

  it.each([
    ['get-body', operation({ body: { kind: 'json', value: {} } })],
    [
      'stream-upload',
      operation({ method: 'PUT', body: { kind: 'stream', open: async function* () {}, replayable: true } }),
    ],
    ['redirect', operation({ needs: ['redirect'] })],
    ['repeated-headers', operation({ needs: ['repeated-headers'] })],
  ] as const)('%s fails the call before anything is sent', async (lack, call) => {
    const { transport, exchanges } = lacking(lack)
    const error = await failure(connectTo('http://h:1', { transport }).send(call), 'NotSupported')
    expect(error.message).toMatch(/memory transport/)
    expect(exchanges()).toBe(0)
    expect(await connectTo('http://h:1', { transport }).send(operation())).toBe('')
  })
})

describe('what is sent', () => {
  it('is named by package version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    const server = await serve((_, response) => reply(response, 200))
    await connectTo(server.url).send(operation())
    expect(server.seen[0]?.headers['user-agent']).toBe(`ais-typescript/${version}`)
  })

  it.each([
    ['a JSON that is none', operation({ method: 'POST', body: { kind: 'json', value: 1n } }), 'body'],
    ['text that is no Unicode', operation({ query: { q: '\ud800' } }), 'query'],
    ['a header with a line break', operation({ headers: { 'x-own': 'a\r\nX-Evil: 1' } }), 'header x-own'],
  ])('is refused for %s', async (_, call, field) => {
    const server = await serve((_request, response) => reply(response, 200))
    expect((await failure(connectTo(server.url).send(call), 'InvalidInput')).field).toBe(field)
    expect(server.seen).toHaveLength(0)
  })

  it.each([Number.NaN, -1, 1.5, 2 ** 31])('is refused for a timeoutMs of %d', async (timeoutMs) => {
    const server = await serve((_, response) => reply(response, 200))
    expect((await failure(connectTo(server.url).send(operation(), { timeoutMs }), 'InvalidInput')).field).toBe(
      'timeoutMs',
    )
  })

  it('asks a token source before each call, and no longer than the call may take', async () => {
    const server = await serve((_, response) => reply(response, 200))
    let asked = 0
    const counting = connectTo(server.url, { token: () => `token-${(asked += 1)}` })
    await counting.send(operation())
    await counting.send(operation())
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
    const hanging = connectTo(server.url, { token: () => new Promise<string>(() => {}) })
    expect((await failure(hanging.send(operation(), { timeoutMs: 50 }), 'Timeout')).phase).toBe('total')
  })
})
