import { connect, isAisError, type Connection } from '@ais/core'
import { undiciTransport } from '@ais/core/undici'
import { headObject } from '@ais/objects'
import { describe, expect, it } from 'vitest'
import { startRawServer } from '../src/raw-server.ts'

/** Fails all that it is asked, every second time by the connection. */
const openServer = async () => {
  let seen = 0
  const server = await startRawServer({
    head: (_, socket) => {
      seen += 1
      return seen % 2 === 0 && socket.resetAndDestroy().destroyed
    },
    whole: (_, socket) => void socket.write('HTTP/1.1 503 Odd\r\ncontent-length: 0\r\n\r\n'),
  })
  return {
    origin: server.origin,
    seen: () => seen,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const object = { bucket: { name: 'b' }, name: 'o' }

const callAll = async (connection: Connection, callers: number, callsEach: number): Promise<void> => {
  const call = async (): Promise<void> => {
    for (let nth = 0; nth < callsEach; nth += 1)
      // oxlint-disable-next-line no-await-in-loop -- one caller makes one call after the other
      await connection.send(headObject(object)).catch((error: unknown) => {
        if (!isAisError(error)) throw error
      })
  }
  await Promise.all(Array.from({ length: callers }, call))
}

describe('a server that fails everything', () => {
  it.each([
    [1, 500, 1.1],
    [16, 50, 1.1],
    [1_000, 1, 1.05],
    [1_000, 2, 1.05],
  ])(
    'sees hardly more requests than calls: %i callers with %i calls each',
    async (callers, callsEach, most) => {
      await using server = await openServer()
      const transport = undiciTransport()
      const retry = { baseDelayMs: 0, maxDelayMs: 0 }
      const connection = connect({
        endpoint: server.origin,
        transport,
        retry,
        timeouts: { headersMs: 0, connectMs: 0 },
      })
      await callAll(connection, callers, callsEach)
      await connection.close()
      const calls = callers * callsEach
      const ratio = server.seen() / calls
      console.log(`retry budget: ${callers} callers, ${calls} calls, ${server.seen()} requests: ${ratio.toFixed(3)}`)
      expect(server.seen()).toBeGreaterThan(calls)
      expect(ratio).toBeLessThanOrEqual(most)
    },
    300_000,
  )
})
