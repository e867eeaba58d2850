import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../src/connection.js'
import type { DiagnosticsChannels } from '../../src/diagnostics/channels.js'
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
    const events: DiagnosticsChannels['ais:unread'][] = []
    const listen = (event: unknown): void => void events.push(event as DiagnosticsChannels['ais:unread'])
    subscribe('ais:unread', listen)
    for (let count = 0; count < 5; count += 1) await forget(connection, signal, begin)
    await collectUntil(() => open === 0 && getEventListeners(signal, 'abort').length === 0 && events.length >= 5)
    unsubscribe('ais:unread', listen)
    expect(open).toBe(0)
    expect(events).toHaveLength(5)
    expect(events[0]).toMatchObject({ operation: 'test.call', node: server.url, attempt: 1 })
    // Where it was opened: the function of this test.
    for (const { stack } of events) expect(stack).toMatch(/forget/)
  })
})

it('that is forgotten warns once in a process', async () => {
  const warnings: Error[] = []
  const listen = (warning: Error): void => void warnings.push(warning)
  process.on('warning', listen)
  const server = await serve((_request, response) => {
    response.writeHead(200)
    response.write(new Uint8Array(65_536))
  })
  const connection = connectTo(server.url, { transport: gotTransport() })
  const { signal } = new AbortController()
  // The tests before this one may have had it already, in the same process.
  for (let count = 0; count < 3; count += 1) await forget(connection, signal, false)
  await collectUntil(() => getEventListeners(signal, 'abort').length === 0)
  process.off('warning', listen)
  expect(warnings.filter(({ name }) => name === 'AISWarning').length).toBeLessThanOrEqual(1)
})
