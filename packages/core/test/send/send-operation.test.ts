import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it } from 'vitest'
import { connect } from '../../src/connect.js'
import { AbortedError } from '../../src/errors/aborted-error.js'
import type { Operation } from '../../src/operation.js'
import { memoryTransport } from '../../src/testing.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { reply } from '../servers/test-server.js'

const requestId = expect.any(String) as string

/** What `ais:error` tells while something runs. */
const errorsDuring = async (run: () => Promise<unknown>): Promise<unknown[]> => {
  const events: unknown[] = []
  const listen = (event: unknown): void => void events.push(event)
  subscribe('ais:error', listen)
  try {
    await run()
  } finally {
    unsubscribe('ais:error', listen)
  }
  return events
}

describe('wrong input fails before anything is sent', () => {
  const stream = (sizeBytes: number): Partial<Operation<string>> => ({
    method: 'PUT',
    body: { kind: 'stream', open: async function* () {}, replayable: true, sizeBytes },
  })

  it.each<[string, Partial<Operation<string>>, number | undefined, string | undefined]>([
    ['a negative time limit', {}, -1, 'timeoutMs'],
    ['a time limit with a fraction', {}, 1.5, 'timeoutMs'],
    ['a time limit longer than a timer can be', {}, 2_147_483_648, 'timeoutMs'],
    ['the longest time limit', {}, 2_147_483_647, undefined],
    ['no time limit', {}, 0, undefined],
    ['a negative length of content', stream(-1), undefined, 'sizeBytes'],
    ['no length of content', stream(0), undefined, undefined],
    ['a header with a line break', { headers: { good: 'x', bad: 'a\r\nb' } }, undefined, 'header bad'],
    ['a header beyond Latin-1', { headers: { bad: '\u0100', good: 'x' } }, undefined, 'header bad'],
    ['headers that are left out', { headers: { none: undefined, good: 'x' } }, undefined, undefined],
  ])('%s', async (_, more, timeoutMs, field) => {
    const server = await serve((_request, response) => reply(response, 200, {}, 'ok'))
    const call = connectTo(server.url).send(operation(more), timeoutMs === undefined ? {} : { timeoutMs })
    if (field === undefined) return expect(await call).toBe('ok')
    expect((await failure(call, 'InvalidInput')).field).toBe(field)
    expect(server.seen).toHaveLength(0)
  })

  it('without a timer of a length that there is none of', async () => {
    const warnings: Error[] = []
    const onWarning = (warning: Error): void => void warnings.push(warning)
    process.on('warning', onWarning)
    await failure(connectTo('http://127.0.0.1:1').send(operation(), { timeoutMs: 2 ** 40 }), 'InvalidInput')
    await new Promise(setImmediate)
    process.off('warning', onWarning)
    expect(warnings).toEqual([])
  })
})

describe('what is told of a call', () => {
  it('has one number for all its attempts, which counts up from call to call', async () => {
    const server = await serve((_, response) => reply(response, 404))
    const connection = connectTo(server.url)
    const numberOf = async (): Promise<readonly [string, number]> => {
      const { requestId: id = '' } = (await failure(connection.send(operation()), 'Api')).context
      expect(id).toMatch(/^[0-9a-z]{1,7}_[0-9a-z]+$/)
      const [process = '', count = ''] = id.split('_')
      return [process, Number.parseInt(count, 36)]
    }
    const [process, first] = await numberOf()
    expect(await numberOf()).toEqual([process, first + 1])
  })

  it('goes to who listens for errors, when it has failed and only then', async () => {
    const server = await serve(({ url }, response) => reply(response, url.includes('ok') ? 200 : 404))
    const connection = connectTo(server.url)
    const { subject: _, ...bare } = operation()
    const messages: string[] = []
    const events = await errorsDuring(async () => {
      await connection.send(operation({ path: '/v1/ok' }))
      messages.push((await failure(connection.send(operation()), 'Api')).message)
      messages.push((await failure(connection.send(bare), 'Api')).message)
      messages.push((await failure(connection.send(operation(), { timeoutMs: -1 }), 'InvalidInput')).message)
    })
    const told = { operation: 'test.call', requestId, attempt: 1, tag: 'Api' }
    expect(events).toStrictEqual([
      { ...told, subject: 'ais://b/o', message: messages[0] },
      { ...told, message: messages[1] },
      { ...told, subject: 'ais://b/o', attempt: 0, tag: 'InvalidInput', message: messages[2] },
    ])
  })

  it('is nothing where a bug ended it, which comes out as it is', async () => {
    const server = await serve((_, response) => reply(response, 200))
    const bug = new TypeError('mine')
    const read = (): never => {
      throw bug
    }
    const events = await errorsDuring(() => expect(connectTo(server.url).send(operation({ read }))).rejects.toBe(bug))
    expect(events).toEqual([])
    expect(server.seen).toHaveLength(1)
  })

  it.each([
    ['before its first attempt', 0],
    ['in an attempt', 1],
    ['in the wait before the next', 1],
  ])('ended by its signal %s tells which attempt that was', async (when, attempt) => {
    const controller = new AbortController()
    const server = await serve((_, response) => {
      if (when === 'in an attempt') controller.abort()
      else reply(response, 503, { 'retry-after': '20' })
    })
    const onRetry = (): void => controller.abort()
    subscribe('ais:retry', onRetry)
    if (attempt === 0) controller.abort()
    const error = await failure(connectTo(server.url).send(operation(), { signal: controller.signal }), 'Aborted')
    unsubscribe('ais:retry', onRetry)
    expect(error).toBeInstanceOf(AbortedError)
    expect(error.context).toStrictEqual({
      operation: 'test.call',
      subject: 'ais://b/o',
      requestId,
      ...(attempt === 0 ? {} : { attempt }),
    })
    expect(server.seen).toHaveLength(attempt)
  })
})

describe('which answers are read', () => {
  it('are those of 2xx, and those that the operation accepts', async () => {
    const server = await serve(({ url }, response) => reply(response, Number(url.slice(-3)), {}, 'text'))
    const connection = connectTo(server.url, { retry: { maxAttempts: 1 } })
    const at = (status: number, more: Partial<Operation<string>> = {}): Promise<string> =>
      connection.send(operation({ path: `/v1/${status}`, ...more }))
    expect(await at(200)).toBe('text')
    expect(await at(299)).toBe('text')
    await failure(at(400), 'Api')
    expect(await at(404, { accept: [404] })).toBe('text')
    expect(await at(200, { accept: [404] })).toBe('text')
    await failure(at(403, { accept: [404] }), 'Api')
    const odd = connectTo('http://h:1', { transport: memoryTransport(() => ({ status: 199 })) })
    await failure(odd.send(operation()), 'Api')
  })

  it('are given up when they cannot be', async () => {
    const { done: gone, fire } = signalled()
    const server = await serve((_, response) => {
      response.on('close', fire)
      response.writeHead(200).write(Buffer.alloc(200_000))
    })
    const read = (): Promise<string> => Promise.reject(new Error('unreadable'))
    await expect(connectTo(server.url).send(operation({ read }))).rejects.toThrow('unreadable')
    await gone
  })
})

it('goes by the transport for content where it carries some, else by the other, which may have to be loaded', async () => {
  const server = await serve((_, response) => reply(response, 200, {}, 'by the default'))
  const connection = connect({
    endpoint: server.url,
    bytesTransport: memoryTransport(() => ({ status: 200, body: 'by the one for content' })),
  })
  expect(await connection.send(operation())).toBe('by the default')
  expect(await connection.send(operation({ bytes: true }))).toBe('by the one for content')
  await connection.close()
})

it('waits for a source of tokens, but no longer than the call lives', async () => {
  const server = await serve((_, response) => reply(response, 200, {}, 'ok'))
  const slow = connectTo(server.url, { token: () => Promise.resolve('secret-token') })
  expect(await slow.send(operation())).toBe('ok')
  expect(server.seen[0]?.headers.authorization).toBe('Bearer secret-token')
  const never = connectTo(server.url, { token: () => new Promise<string>(() => {}) })
  const error = await failure(never.send(operation(), { timeoutMs: 20 }), 'Timeout')
  expect(error).toMatchObject({ phase: 'total', context: { operation: 'test.call', subject: 'ais://b/o', requestId } })
})

describe('the budget of retries', () => {
  /** A connection whose budget is used up: half a retry is left of it. */
  const spent = async () => {
    const server = await serve(({ url }, response) => reply(response, url.includes('ok') ? 200 : 503))
    const connection = connectTo(server.url, { retry: { maxAttempts: 2, budgetRatio: 0.5 } })
    /** How often one call that fails is tried. */
    const tries = async (): Promise<number> => {
      const before = server.seen.length
      await failure(connection.send(operation()), 'Api')
      return server.seen.length - before
    }
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    while ((await tries()) > 1);
    return { connection, tries }
  }

  it('grows by calls that succeed', async () => {
    const { connection, tries } = await spent()
    for (let call = 0; call < 2; call += 1) await connection.send(operation({ path: '/v1/ok' }))
    expect([await tries(), await tries()]).toEqual([2, 1])
  })

  it('does not grow by calls that were never sent', async () => {
    const { connection, tries } = await spent()
    for (let call = 0; call < 20; call += 1)
      await failure(connection.send(operation(), { timeoutMs: -1 }), 'InvalidInput')
    expect(await tries()).toBe(1)
  })
})
