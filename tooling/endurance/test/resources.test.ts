import { Client } from '@ais/client'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChild } from '../src/child.ts'
import { bareWays, measureMemory, type MemoryCost } from '../src/resources/memory.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ targets: 2, jobDelayMs: 3_600_000 })
  await using client = new Client(emulator.endpoint)
  const bucket = await client.bucket('resources').create()
  await bucket.object('o').putContent(new Uint8Array(2 ** 20))
  await bucket.object('small').putContent('small')
})
afterAll(() => emulator.close())

it.each(['undici', 'got'])(
  'answers that nobody reads are freed and told of, and the client works on: %s',
  { timeout: 120_000 },
  async (transport) => {
    const count = 300
    const child = startChild('unread', [emulator.endpoint, 'resources', String(count), transport], {
      nodeArgs: ['--expose-gc'],
    })
    expect((await child.ended).code).toBe(0)
    const seen = JSON.parse(child.lines[0] ?? '') as Record<string, unknown>
    expect(seen).toMatchObject({ warnings: 1, length: 5, where: 'ais://resources/o opened in openAndForget' })
    expect(seen['told']).toBeGreaterThanOrEqual(count)
    expect(seen['sockets']).toBeLessThan(30)
    expect(child.lines.at(-1)).toBe('ends by itself')
  },
)

it.each(['close', 'dispose', 'undici'])(
  'a client that is ended (%s) leaves nothing that keeps a process alive',
  { timeout: 60_000 },
  async (how) => {
    const child = startChild('closing', [emulator.endpoint, 'resources', how])
    expect((await child.ended).code).toBe(0)
    expect(child.lines).toEqual(['left: ', 'ends by itself'])
  },
)

describe('calls that are aborted at random moments', () => {
  const abortAll = async (count: number): Promise<Record<string, unknown>> => {
    const child = startChild('abort', [emulator.endpoint, 'resources', String(count), '3'])
    expect((await child.ended).code).toBe(0)
    return JSON.parse(child.lines.at(-1) ?? '') as Record<string, unknown>
  }

  it('end as aborted, soon, with nothing unhandled and nothing left', { timeout: 300_000 }, async () => {
    const seen = await abortAll(200)
    // In the very turn of the event loop, whatever a disk is at: milliseconds, but for what else the machine may do.
    expect(seen).toMatchObject({ wrong: [], unhandled: 0, socketsAfterClose: 0, files: [], maxTurns: 0 })
    expect(seen['kinds']).toBeGreaterThan(10)
  })

  it('also when no answer ever comes, and the sockets are gone', { timeout: 300_000 }, async () => {
    const faults = [
      emulator.faults.add({ node: 'target', stallAtBytes: 100_000 }),
      emulator.faults.add({ node: 'proxy', probability: 0.3, delayMs: 3_600_000 }),
    ]
    const seen = await abortAll(100)
    for (const fault of faults) fault.remove()
    expect(seen).toMatchObject({ wrong: [], unhandled: 0, socketsAfterClose: 0, maxTurns: 0 })
    expect(seen['aborted']).toBeGreaterThan(30)
    expect(seen['openSockets']).toBeLessThanOrEqual(20)
  })
})

describe('memory', () => {
  /** Rows whose memory rose by more than 64 MiB above what the same process had needed for 64 MiB in the same way. */
  const tooHigh = (costs: readonly MemoryCost[]): readonly MemoryCost[] =>
    costs.filter(({ growthMib }) => growthMib > 64)

  it('does not rise with the size of what is moved', { timeout: 300_000 }, async () => {
    // `npm run endurance -- memory` takes every way, and more bytes.
    const ways = ['raw', 'web stream', 'parallel', 'to file, resuming', 'put', 'put in parts']
    const rows = [...bareWays, ...ways].map((way) => ({ way }))
    expect(tooHigh(await measureMemory(rows, 192 * 2 ** 20, () => undefined))).toEqual([])
  })

  it('does not rise with the size of writes', { timeout: 300_000 }, async () => {
    const rows = [64, 8 * 2 ** 20].map((pieceBytes) => ({ way: 'put', pieceBytes }))
    const tiny = { way: 'put', pieceBytes: 1, sizeBytes: 2 ** 20 }
    expect(
      tooHigh(await measureMemory([{ way: 'node:http put' }, ...rows, tiny], 96 * 2 ** 20, () => undefined)),
    ).toEqual([])
  })
})
