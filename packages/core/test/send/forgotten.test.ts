import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../src/connection.js'
import { fetchTransport } from '../../src/fetch.js'
import { gotTransport } from '../../src/got.js'
import { readOpen } from '../../src/read/read-answers.js'
import { undiciTransport } from '../../src/undici.js'
import { connectTo, operation, serve } from '../servers/fixture.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Collects until a condition holds; the test's own limit ends the wait. */
const collectUntil = async (holds: () => boolean): Promise<void> => {
  while (!holds()) {
    collectGarbage()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

/** Opens an answer and forgets it, in a function of its own so that nothing on the stack holds it. */
const forget = async (connection: Connection, signal: AbortSignal, begin: boolean): Promise<void> => {
  const answer = await connection.send({ ...operation(), read: readOpen }, { signal })
  if (begin) await answer.body[Symbol.asyncIterator]().next()
}

describe.each([
  ['got', () => gotTransport()],
  ['undici', () => undiciTransport()],
  ['fetch', () => fetchTransport()],
])('a body that nobody reads any more, by %s', (_, transport) => {
  it.each([
    ['never begun', false],
    ['begun', true],
  ])('%s, frees its connection and the signal', async (_state, begin) => {
    let open = 0
    const server = await serve((_request, response) => {
      open += 1
      response.on('close', () => (open -= 1))
      response.writeHead(200)
      const more = (): void =>
        void (response.destroyed || response.write(new Uint8Array(65_536), () => setImmediate(more)))
      more()
    })
    const connection = connectTo(server.url, { transport: transport() })
    const { signal } = new AbortController()
    for (let count = 0; count < 5; count += 1) await forget(connection, signal, begin)
    await collectUntil(() => open === 0 && getEventListeners(signal, 'abort').length === 0)
    expect(open).toBe(0)
  })
})
