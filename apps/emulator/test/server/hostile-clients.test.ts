import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/index.js'
import { follow } from '../support/follow.js'

let emulator: Emulator
let target = ''
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ais-hostile-'))
  emulator = await startEmulator({ dataDir: folder })
  target = emulator.targets[0] ?? ''
  await send('POST', '/v1/buckets/b', '{"action":"create-bck"}')
})
afterAll(async () => {
  await emulator.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  const { status } = await follow('PUT', `${emulator.endpoint}/v1/objects/b/o`, { body: 'content' })
  expect(status).toBe(200)
})

const send = (method: string, path: string, body?: string): Promise<Response> =>
  fetch(`${emulator.endpoint}${path}`, { method, ...(body === undefined ? {} : { body }) })

/** Where the proxy sends a change of an object: targets take no others. */
const placed = async (name: string): Promise<string> => {
  const asked = await fetch(`${emulator.endpoint}/v1/objects/b/${name}`, { method: 'DELETE', redirect: 'manual' })
  const { pathname, search } = new URL(asked.headers.get('location') ?? '')
  return pathname + search
}

/** The emulator serves others still, and nothing has become of what was there. */
const servesOthers = async (): Promise<void> => {
  const answer = await fetch(`${emulator.endpoint}/v1/objects/b/o`)
  expect([answer.status, await answer.text()]).toEqual([200, 'content'])
}

const open = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/**
 * Sends bytes as they are, and gives all that comes until the emulator closes the connection; what does not make it close it is given up
 * once something was answered, or at once for what is `unfinished`, and others were served in the meantime.
 */
const raw = async (bytes: string | Uint8Array, url = target, unfinished = false): Promise<string> => {
  const socket = await open(url)
  const answer: Uint8Array[] = []
  const answered = once(socket, 'data').catch(() => undefined)
  socket.on('data', (piece: Uint8Array) => answer.push(piece))
  // A connection that is reset is closed too.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(bytes)
  if (unfinished) socket.end()
  else await Promise.race([closed, answered])
  if (!String(bytes.slice(0, 1000)).includes('Connection: close')) {
    await fetch(`${emulator.endpoint}/v1/health`)
    socket.end()
  }
  await closed
  return Buffer.concat(answer).toString('latin1')
}

const statuses = (answer: string): readonly number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))

const exists = async (name: string): Promise<boolean> =>
  (await fetch(`${emulator.endpoint}/v1/objects/b/${name}`, { method: 'HEAD' })).ok

describe('clients that want something else', () => {
  it('that send their headers letter by letter hold up nobody', async () => {
    const slow = await Promise.all(Array.from({ length: 300 }, () => open(target)))
    for (const socket of slow) socket.write('GET /v1/objects/b/o HTTP/1.1\r\nHost: a\r\nX-A: ')
    await servesOthers()
    for (const socket of slow) socket.write('b')
    await servesOthers()
    for (const socket of slow) socket.destroy()
  })

  it('that stop in the middle of their content hold up nobody, and leave nothing when they go', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, () => open(target)))
    for (const [index, socket] of slow.entries())
      socket.write(
        `PUT ${await placed(`slow-${index}`)} HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n${'x'.repeat(200_000)}`,
      )
    await servesOthers()
    await expect.poll(() => readdirSync(join(folder, 'content')).length).toBe(50)
    for (const socket of slow) socket.destroy()
    await expect.poll(() => readdirSync(join(folder, 'content')).length).toBe(0)
    expect(await exists('slow-0')).toBe(false)
  })

  it('that announce ten gigabytes and send a few bytes get nothing stored', async () => {
    const before = process.memoryUsage().rss
    const head = 'HTTP/1.1\r\nHost: a\r\nContent-Length: 10737418240\r\n\r\nabc'
    for (const request of [`PUT ${await placed('huge')} ${head}`, `POST /v1/buckets/b ${head}`])
      await raw(request, target, true)
    expect(await exists('huge')).toBe(false)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
    await servesOthers()
  })

  it.each([
    [
      'keys',
      `{"action":"set-bprops","value":{${Array.from({ length: 100_000 }, (_, key) => `"k${key}":${key}`).join(',')}}}`,
    ],
    [
      'keys at the top',
      `{"action":"create-bck",${Array.from({ length: 100_000 }, (_, key) => `"k${key}":${key}`).join(',')}}`,
    ],
    ['levels', `{"action":"create-bck","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['levels that never end', `{"action":"create-bck","value":${'{"a":'.repeat(100_000)}`],
    ['megabytes', `{"action":"create-bck","value":"${'x'.repeat(9 * 2 ** 20)}"}`],
  ])('that send messages of 100,000 %s get an answer', async (_, body) => {
    const answer = await send('POST', '/v1/buckets/hostile', body)
    expect(answer.status).not.toBe(500)
    await answer.text()
    await fetch(`${emulator.endpoint}/v1/buckets/hostile`, { method: 'DELETE', body: '{"action":"destroy-bck"}' })
    await servesOthers()
  })

  it('that set 100,000 custom keys, or keys of control characters, break no answer', async () => {
    for (const value of [
      Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, 'v'])),
      { 'a\r\nset-cookie': 'x\r\nhttp/1.1 200 ok', '\u007f': '\u0000\u0001\u007f', __proto__x: 'y' },
    ]) {
      await follow('PUT', `${emulator.endpoint}/v1/objects/b/custom`, { body: 'custom' })
      const url = `${emulator.endpoint}/v1/objects/b/custom`
      const answer = await follow('PATCH', url, { body: JSON.stringify({ action: 'custom', value }) })
      expect(answer.status).toBe(200)
      const head = await raw('HEAD /v1/objects/b/custom HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
      expect(statuses(head)).toEqual([200])
      expect(head.toLowerCase()).not.toMatch(/^set-cookie/m)
    }
    await servesOthers()
  })
})

describe('requests that are two for somebody else', () => {
  const inner = 'DELETE INNER HTTP/1.1\r\nHost: a\r\n\r\n'
  const sent = async (rest: string): Promise<string> => {
    const second = inner.replace('INNER', await placed('o'))
    // Lengths were written for the shorter text.
    const exact = rest.replace(`: ${inner.length}`, `: ${second.length}`).replace(inner, second)
    return raw(`PUT ${await placed('smuggled')} HTTP/1.1\r\nHost: a\r\n${exact}`)
  }

  it('while two in a row are two', async () => {
    expect(statuses(await sent(`Content-Length: 0\r\n\r\n${inner}`))).toEqual([200, 200])
    expect(await exists('o')).toBe(false)
  })

  it.each([
    ['length and chunks', `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`],
    ['chunks and length', `Transfer-Encoding: chunked\r\nContent-Length: ${5 + inner.length}\r\n\r\n0\r\n\r\n${inner}`],
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ['a list of lengths', `Content-Length: 0, ${inner.length}\r\n\r\n${inner}`],
    ['a signed length', `Content-Length: +0\r\n\r\n${inner}`],
    ['an encoding that is none', `Transfer-Encoding: xchunked\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ['chunked that is not last', `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`],
    ['a blank before the colon', `Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n${inner}`],
    ['a folded line', `Content-Length:\r\n ${inner.length}\r\n\r\n${inner}`],
    ['a tab in the encoding', `Transfer-Encoding:\tchunked\x0b\r\n\r\n0\r\n\r\n${inner}`],
    ['line feeds alone', `Content-Length: 0\n\n${inner}`],
    ['a NUL in a value', `X-A: b\0\r\nContent-Length: 0\r\n\r\n${inner}`],
  ])('by %s are not', async (_, rest) => {
    await sent(rest)
    await servesOthers()
  })

  it.each([
    ['a length that is no number', 'xyz\r\nabc\r\n0\r\n\r\n'],
    ['a length beyond all numbers', 'fffffffffffffffff\r\nabc'],
    ['a negative length', '-3\r\nabc\r\n0\r\n\r\n'],
    ['more than the length', '3\r\nabcdef\r\n0\r\n\r\n'],
    ['no last chunk', '3\r\nabc\r\n'],
    ['an end within a chunk', '30\r\nabc'],
    ['an endless extension', `3;${'x'.repeat(100_000)}\r\nabc\r\n0\r\n\r\n`],
  ])('chunks with %s store nothing', async (_, body) => {
    await raw(
      `PUT ${await placed('chunks')} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body}`,
      target,
      body.length < 12,
    )
    expect(await exists('chunks')).toBe(false)
    expect(readdirSync(join(folder, 'content'))).toEqual([])
    await servesOthers()
  })
})

describe('anything at all', () => {
  it(
    'is answered as AIStore does, or the connection closed; never by a fault of the emulator',
    { timeout: 60_000 },
    async () => {
      const part = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }).map((text) => encodeURIComponent(text.toWellFormed())),
        fc.constantFrom(
          '%',
          '%zz',
          '%00',
          '%7f',
          '%0d%0a',
          '..',
          '.',
          '%2e%2e',
          '%2f',
          '//',
          'b',
          'o',
          '\u00ff',
          '?',
          '*',
          ';',
        ),
      )
      const path = fc
        .tuple(
          fc.constantFrom(
            '/v1/objects/',
            '/v1/buckets/',
            '/v1/cluster',
            '/v1/daemon/',
            '/v1/',
            '/',
            '/ais/',
            'http://a/v1/objects/',
            '',
          ),
          fc.array(part, { maxLength: 4 }),
        )
        .map(([start, parts]) => `${start}${parts.join('/')}`.replaceAll(/[\s]/g, '') || '/')
      const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW')
      const query = fc.constantFrom(
        '',
        '?',
        '?provider=ais',
        '?provider=%zz',
        '?what=smap&what=',
        '?a=1&&=&%',
        '?uploadId=1&partNumber=0',
        '?append_type=append&append_handle=%0a',
      )
      const body = fc.constantFrom(
        '',
        '{}',
        '{"action":"list"}',
        '{"action":1}',
        'null',
        '[]',
        '"',
        '{"action":"list","value":7}',
        '{"__proto__":{"action":"list"},"constructor":1}',
      )
      await fc.assert(
        fc.asyncProperty(method, path, query, body, fc.boolean(), async (verb, where, more, text, isProxy) => {
          // Its own bucket is not there to be deleted, nor is `o`.
          fc.pre(!(verb === 'DELETE' && /\/(b|%62)/.test(where)) && !(verb !== 'GET' && /b\/+o$/.test(where)))
          const head = `${verb} ${where}${more} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
          const answer = await raw(Buffer.from(head, 'latin1'), isProxy ? emulator.endpoint : target)
          expect(answer).not.toMatch(/emulator fault/)
          expect(statuses(answer).length).toBeLessThanOrEqual(1)
        }),
        { numRuns: 1000, examples: [['POST', '/v1/buckets/%/%00', '', '', false]] },
      )
      await servesOthers()
    },
  )
})

it('listens on loopback unless told otherwise', async () => {
  for (const url of [emulator.endpoint, ...emulator.targets]) expect(new URL(url).hostname).toBe('127.0.0.1')
  await using everywhere = await startEmulator({ host: '0.0.0.0' })
  expect(new URL(everywhere.endpoint).hostname).toBe('0.0.0.0')
})
