import { connect, isAisError } from '@ais/core'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'
import { undiciTransport } from '@ais/core/undici'
import { headBucket } from '@ais/buckets'
import type { Socket } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { startRawServer } from '../src/raw-server.ts'

const transports = [gotTransport(), undiciTransport(), fetchTransport()]
afterAll(() => Promise.all(transports.map((transport) => transport.close())))

const wait = (retryAfter: string) => (socket: Socket) =>
  void socket.write(`HTTP/1.1 503 Odd\r\ncontent-length: 0\r\n${retryAfter}\r\n`)

const troubles: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['stands still', () => {}],
  ['resets', (socket) => void socket.resetAndDestroy()],
  ['answers 503', wait('')],
  ['asks to wait a second each time', wait('retry-after: 1\r\n')],
  ['asks to wait for ever', wait('retry-after: 99999999\r\n')],
  [
    'asks to wait until 2099 by a clock of 2000',
    wait('retry-after: Fri, 31 Dec 2099 23:59:59 GMT\r\ndate: Sat, 01 Jan 2000 00:00:00 GMT\r\n'),
  ],
  ['stops within its answer', (socket) => void socket.write('HTTP/1.1 500 Odd\r\ncontent-length: 99\r\n\r\nx')],
]

describe.each(transports)('timeoutMs holds across retries by $name', (transport) => {
  it.each(troubles)('when the server %s', async (_, trouble) => {
    await using server = await startRawServer({ head: () => false, whole: (_request, socket) => trouble(socket) })
    const connection = connect({
      endpoint: server.origin,
      transport,
      // Without the deadline these would take minutes.
      retry: { maxAttempts: 20, baseDelayMs: 5_000, maxDelayMs: 10_000 },
    })
    const startedMs = performance.now()
    const error: unknown = await connection
      .send(headBucket({ name: 'b' }), { timeoutMs: 400 })
      .catch((reason: unknown) => reason)
    expect(isAisError(error) && error._tag).toMatch(/^(Timeout|Unreachable|Api)$/)
    // Generous, since the machine may be busy.
    expect(performance.now() - startedMs).toBeLessThan(15_000)
  })
})

describe('a Retry-After by date', () => {
  it.each([
    ['the clock here is decades ahead of', 'Sat, 01 Jan 2000 00:00:00 GMT'],
    ['the clock here is decades behind', 'Fri, 31 Dec 2099 23:59:59 GMT'],
  ])('is obeyed where %s the server', async (_, date) => {
    let requests = 0
    await using server = await startRawServer({
      head: () => false,
      whole: (_request, socket) => {
        requests += 1
        socket.write(`HTTP/1.1 503 Odd\r\ncontent-length: 0\r\ndate: ${date}\r\nretry-after: ${date}\r\n\r\n`)
      },
    })
    const transport = undiciTransport()
    const connection = connect({
      endpoint: server.origin,
      transport,
      retry: { maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 1 },
    })
    await expect(connection.send(headBucket({ name: 'b' }))).rejects.toMatchObject({ _tag: 'Api', retryAfterMs: 0 })
    expect(requests).toBe(3)
    await transport.close()
  })
})
