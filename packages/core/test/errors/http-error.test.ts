import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAisError } from '../../src/errors/ais-error.js'
import type { ApiError } from '../../src/errors/api-error.js'
import { decodeErrorBody } from '../../src/wire/error-body.js'
import { readJson } from '../../src/read/read-json.js'
import { SmapJson } from '../../src/wire/smap-json.js'
import { connectTo, failure, operation, serve } from '../servers/fixture.js'
import { reply, type Answer } from '../servers/test-server.js'

const errorOf = async (
  answer: Answer,
  more: Parameters<typeof operation>[0] = {},
  token?: string,
): Promise<ApiError> => {
  const server = await serve(answer)
  const connection = connectTo(server.url, { retry: { maxAttempts: 1 }, ...(token === undefined ? {} : { token }) })
  return failure(connection.send(operation(more)), 'Api')
}

const body = { tcode: 'ErrNotFound', message: 't[x]: ais://b/o does not exist', node: 't[x]', status: 404, caller: '' }

describe('an HTTP error', () => {
  it('does not quote what the operation keeps secret, as it is or as JSON', async () => {
    const secret = 'pa"ss§word'
    const error = await errorOf(
      (_, response) =>
        reply(response, 400, {}, JSON.stringify({ message: `bad ${secret} in ${JSON.stringify({ secret })} xyz` })),
      { body: { kind: 'json', value: () => ({ secret }) }, secrets: () => [secret, '', 'xyz'] },
    )
    // What is as short as a word's part stays: to cut it out would tell it.
    expect(error.serverMessage).toBe('bad <secret> in {"secret":"<secret>"} xyz')
  })

  it('tells what failed, on what, why, where and in which attempt', async () => {
    const error = await errorOf(
      (_, response) => reply(response, 404, { 'content-type': 'text/plain' }, JSON.stringify(body)),
      { query: { secret: 'hidden' } },
    )
    expect(error).toMatchObject({
      code: 'ObjectNotFound',
      status: 404,
      tcode: 'ErrNotFound',
      serverMessage: body.message,
    })
    expect(error.context).toMatchObject({
      operation: 'test.call',
      subject: 'ais://b/o',
      method: 'GET',
      node: 't[x]',
      attempt: 1,
    })
    expect(error.context.requestId).toMatch(/^\w+$/)
    expect(error.context.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/objects\/b\/o$/)
    expect(error.message).toBe('test.call ais://b/o: ObjectNotFound (HTTP 404): t[x]: ais://b/o does not exist')
    expect(JSON.stringify(error)).not.toContain('hidden')
  })

  it('of HEAD is read from Hdr-Error', async () => {
    const error = await errorOf((_, response) => reply(response, 404, { 'hdr-error': JSON.stringify(body) }), {
      method: 'HEAD',
    })
    expect(error).toMatchObject({ code: 'ObjectNotFound', tcode: 'ErrNotFound', serverMessage: body.message })
  })

  it('of HEAD without it is told by its status', async () => {
    expect(await errorOf((_, response) => reply(response, 403), { method: 'HEAD' })).toMatchObject({
      code: 'Forbidden',
      serverMessage: '',
    })
  })

  it.each([
    ['an HTML page', 502, '<!DOCTYPE html><html><body>Bad gateway</body></html>', 'an HTML page'],
    ['plain text', 405, 'Method Not Allowed\n', 'Method Not Allowed'],
    ['nothing', 503, '', ''],
    ['a JSON text', 400, '"oops"', '"oops"'],
    ['a JSON list', 400, '[1]', '[1]'],
    ['JSON that is cut', 400, '{"tcode":"ErrX","mess', '{"tcode":"ErrX","mess'],
    ['JSON of a gateway', 504, '{"error":"upstream"}', '{"error":"upstream"}'],
  ])('that is %s keeps its status', async (_, status, text, serverMessage) => {
    expect(await errorOf((_request, response) => reply(response, status, {}, text))).toMatchObject({
      status,
      serverMessage,
      tcode: '',
    })
  })

  it('keeps what is right in a body with fields of odd types', async () => {
    const odd = JSON.stringify({ ...body, status: '404', node: null, method: 7 })
    expect(await errorOf((_, response) => reply(response, 404, {}, odd))).toMatchObject({
      tcode: 'ErrNotFound',
      serverMessage: body.message,
    })
  })

  it('that is not valid UTF-8 is read all the same', async () => {
    const error = await errorOf((_, response) => {
      response.writeHead(400)
      response.end(
        Buffer.concat([
          Buffer.from('{"tcode":"ErrX","message":"bad name '),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('"}'),
        ]),
      )
    })
    expect(error).toMatchObject({ tcode: 'ErrX', serverMessage: 'bad name \ufffd\ufffd' })
  })

  it.each([
    ['text', (size: number) => 'x'.repeat(size)],
    ['JSON', (size: number) => JSON.stringify({ message: 'x'.repeat(size) })],
  ])('with a megabyte of %s is cut', async (_, make) => {
    const error = await errorOf((_request, response) => reply(response, 400, {}, make(1_000_000)))
    expect(error.serverMessage.length).toBe(1_000)
    expect(error.message.length).toBeLessThan(1_300)
  })

  it('whose text never ends does not keep the call', async () => {
    const error = await errorOf((_, response) => {
      response.writeHead(500)
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(16_384), () => setImmediate(more))
      }
      more()
    })
    expect(error).toMatchObject({ status: 500 })
  })

  it('whose text breaks off is told as far as it came', async () => {
    const error = await errorOf((_, response) => {
      response.writeHead(403, { 'content-length': '100' })
      response.write('no acc', () => response.socket?.destroy())
    })
    expect(error).toMatchObject({ code: 'Forbidden', serverMessage: 'no acc' })
  })

  it('never repeats a token', async () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl'
    const message = `invalid token ${jwt}, not opaque-session-key`
    const error = await errorOf(
      (_, response) => reply(response, 401, {}, JSON.stringify({ message })),
      {},
      'opaque-session-key',
    )
    expect(error.serverMessage).toBe('invalid token <token>, not <token>')
    expect(error.message).not.toMatch(/eyJ|opaque/)
    expect(error.message).toContain('AIS_AUTHN_TOKEN')
  })

  it.each([
    ['tokens that are none', 'eyJJJJJ-'.repeat(8_000)],
    ['tokens after a token', `eyJ${'a'.repeat(9)}.b.${'eyJ-'.repeat(15_000)}`],
    ['jobs that are none', 'x-'.repeat(32_000)],
    ['buckets that are none', `bucket "${'"'.repeat(64_000)}`],
    ['one kind of space', ' '.repeat(64_000)],
  ])('is understood in no time where it is full of %s', async (_, message) => {
    for (const [status, path] of [
      [404, '/v1/cluster'],
      [409, '/v1/buckets/b'],
    ] as const) {
      const server = await serve((_request, response) => reply(response, status, {}, message))
      const start = process.cpuUsage()
      await failure(connectTo(server.url, { retry: { maxAttempts: 1 } }).send(operation({ path })), 'Api')
      expect(process.cpuUsage(start).user).toBeLessThan(500_000)
    }
  })

  it('cuts tokens out wherever they stand', async () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl'
    const error = await errorOf((_, response) =>
      reply(response, 401, {}, `token=${jwt}; "${jwt}" -${jwt}, Bearer ${jwt}\n${jwt}.`),
    )
    expect(error.serverMessage).toBe('token=<token>; "<token>" -<token>, Bearer <token>\n<token>')
  })

  it('takes the first of repeated headers', async () => {
    const error = await errorOf(
      (_, response) => {
        response.writeHead(404, [
          'Hdr-Error',
          JSON.stringify(body),
          'Hdr-Error',
          '{}',
          'Retry-After',
          '3',
          'Retry-After',
          '4',
        ])
        response.end()
      },
      { method: 'HEAD' },
    )
    expect(error).toMatchObject({ tcode: 'ErrNotFound', retryAfterMs: 3_000 })
  })

  it('means what the operation says', async () => {
    const server = await serve((_, response) => reply(response, 404, {}, JSON.stringify(body)))
    const call = operation({
      meaning: ({ status, tcode }) => (status === 404 && tcode === 'ErrNotFound' ? 'UserNotFound' : undefined),
    })
    expect((await failure(connectTo(server.url).send(call), 'Api')).code).toBe('UserNotFound')
  })

  it('is an answer where the operation accepts its status', async () => {
    const server = await serve((_, response) => reply(response, 404, {}, 'read it'))
    expect(await connectTo(server.url).send(operation({ accept: [404] }))).toBe('read it')
  })
})

describe('an answer that is not what was asked for', () => {
  it.each([
    ['JSON that is cut', '{"uuid":', '', /is not JSON/],
    ['an HTML page', '<html>secret</html>', '', /is not JSON/],
    [
      'a field of another type',
      '{"proxy_si":{"daemon_id":"p","daemon_type":"proxy","public_net":{"direct_url":7}}}',
      'proxy_si.public_net.direct_url',
      /is number where string/,
    ],
    ['null', 'null', '', /is null/],
  ])('fails for %s with its place and type, not its content', async (_, text, path, message) => {
    const server = await serve((_request, response) => reply(response, 200, { 'content-type': 'image/png' }, text))
    const read = readJson('test.call', SmapJson)
    const error = await failure(connectTo(server.url).send({ ...operation(), read }), 'Decode')
    expect(error.path).toBe(path)
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('secret')
    expect(error.context).toMatchObject({ subject: 'ais://b/o', method: 'GET', node: server.url, attempt: 1 })
    expect(server.seen).toHaveLength(1)
  })
})

describe('decodeErrorBody', () => {
  it('gives documented fields of their types, or nothing, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const decoded = decodeErrorBody(input)
        for (const value of Object.values(decoded ?? { none: '' })) expect(['string', 'number']).toContain(typeof value)
      }),
    )
    expect(decodeErrorBody(body)).toEqual({ tcode: body.tcode, message: body.message, node: body.node, status: 404 })
    expect(decodeErrorBody({})).toBeUndefined()
  })
})

describe('isAisError', () => {
  it('knows errors of another copy of the package by their brand', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('@ais/core/AisError')]: true })
    expect(isAisError(foreign)).toBe(true)
    expect([new Error('x'), null, undefined, 'x', {}].map(isAisError)).toEqual([false, false, false, false, false])
  })
})
