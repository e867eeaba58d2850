import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/index.js'
import { follow } from '../support/follow.js'

const largeBytes = 8 * 2 ** 20
let emulator: Emulator
let target = ''

beforeAll(async () => {
  emulator = await startEmulator()
  target = emulator.targets[0] ?? ''
  await fetch(`${emulator.endpoint}/v1/buckets/b`, { method: 'POST', body: '{"action":"create-bck"}' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/b/o`, { body: 'content' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/b/large`, { body: 'x'.repeat(largeBytes) })
})
afterAll(() => emulator.close())

const servesOthers = async (): Promise<void> => {
  const answer = await fetch(`${emulator.endpoint}/v1/objects/b/o`)
  expect([answer.status, await answer.text()]).toEqual([200, 'content'])
}

const open = async (): Promise<Socket> => {
  const { hostname, port } = new URL(target)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Sends bytes, and gives what comes until the emulator closes the connection. */
const answered = async (bytes: string | Uint8Array): Promise<string> => {
  const socket = await open()
  const pieces: Uint8Array[] = []
  socket.on('data', (piece: Uint8Array) => pieces.push(piece))
  const closed = once(socket, 'close').catch(() => undefined)
  socket.write(bytes)
  await closed
  return Buffer.concat(pieces).toString('latin1')
}

describe('connections that want to be held', () => {
  it('by clients that do not read what they asked for hold up nobody, and hold no copies', async () => {
    const before = process.memoryUsage()
    const slow = await Promise.all(Array.from({ length: 100 }, open))
    for (const socket of slow) {
      socket.pause()
      socket.write('GET /v1/objects/b/large HTTP/1.1\r\nHost: a\r\n\r\n')
    }
    for (let turn = 0; turn < 10; turn += 1) await servesOthers()
    const after = process.memoryUsage()
    // All of it would be 800 MiB.
    expect(after.rss + after.external - before.rss - before.external).toBeLessThan(400 * 2 ** 20)
    for (const socket of slow) socket.destroy()
    await servesOthers()
  })

  it('by clients that ask whether they may go on, and do not', async () => {
    const slow = await Promise.all(Array.from({ length: 100 }, open))
    for (const socket of slow)
      socket.write('PUT /v1/objects/b/never HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n')
    await servesOthers()
    for (const socket of slow) socket.destroy()
    expect((await fetch(`${emulator.endpoint}/v1/objects/b/never`, { method: 'HEAD' })).status).toBe(404)
  })

  it('by clients that say nothing at all', async () => {
    const slow = await Promise.all(Array.from({ length: 500 }, open))
    await servesOthers()
    for (const socket of slow) socket.destroy()
  })

  it('by a client that asks a thousand times at once: it gets a thousand answers, others theirs', async () => {
    const socket = await open()
    let text = ''
    socket.on('data', (piece: Uint8Array) => (text += Buffer.from(piece).toString('latin1')))
    const closed = once(socket, 'close').catch(() => undefined)
    const one = 'HEAD /v1/objects/b/o HTTP/1.1\r\nHost: a\r\n\r\n'
    socket.write(one.repeat(999) + one.replace('Host: a', 'Host: a\r\nConnection: close'))
    await servesOthers()
    await closed
    expect(text.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(1000)
  })
})

describe('heads that are no requests of ours', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    [
      'a hundred thousand headers',
      `GET / HTTP/1.1\r\nHost: a\r\n${'X-A: b\r\n'.repeat(100_000)}\r\n`,
      /^HTTP\/1\.1 431 |^$/,
    ],
    [
      'a megabyte of one header',
      `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'b'.repeat(2 ** 20)}\r\n\r\n`,
      /^HTTP\/1\.1 431 |^$/,
    ],
    ['a megabyte of a path', `GET /${'b'.repeat(2 ** 20)} HTTP/1.1\r\nHost: a\r\n\r\n`, /^HTTP\/1\.1 431 |^$/],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 400 |^$/],
    ['HTTP/9', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', /^HTTP\/1\.1 400 |^$/],
    ['TLS', Buffer.from('16030100a5010000a10303', 'hex'), /^HTTP\/1\.1 400 |^$/],
    ['zeros', Buffer.alloc(1000), /^HTTP\/1\.1 400 |^$/],
    ['a tunnel', 'CONNECT host:443 HTTP/1.1\r\nHost: host:443\r\n\r\n', /^(?!HTTP\/1\.1 2)/],
    [
      'another protocol',
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
      /^(?!HTTP\/1\.1 (?:101|2))/,
    ],
  ])('%s are refused, or the connection is closed', async (_, bytes, expected) => {
    expect(await answered(bytes)).toMatch(expected)
    await servesOthers()
  })
})
