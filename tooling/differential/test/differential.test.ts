import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Pair } from '../src/compare.js'
import { head, put } from '../src/kinds/objects.js'
import { sequence } from '../src/sequence.js'

it('an emulator in memory and one on disk, with other targets, answer the same', { timeout: 120_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ais-differential-'))
  try {
    await using memory = await startEmulator({ targets: 1 })
    await using disk = await startEmulator({ targets: 3, dataDir })
    await using pair = new Pair([memory.endpoint, disk.endpoint])
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        expect(await pair.compare(steps)).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

it('a difference is told, with the step and both outcomes', async () => {
  await using one = await startEmulator()
  await using two = await startEmulator()
  await using pair = new Pair([one.endpoint, two.endpoint])
  // Only one of them is told of it.
  await using stranger = new Client(two.endpoint)
  const spoil = async (name: string): Promise<void> => {
    await stranger.bucket(name).object('a').putContent('other')
  }
  expect(await pair.compare([put.step({ name: 'b', text: 'x' }), head.step({ name: 'a' })], spoil)).toMatchObject({
    index: 1,
    step: { kind: 'head', input: { name: 'a' } },
    outcomes: [{ error: 'Api ObjectNotFound 404' }, { value: { size: 5 } }],
  })
})
