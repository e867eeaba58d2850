import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cases } from '../src/cases/index.js'
import { etlImages } from '../src/etl-images.js'
import { runCase } from '../src/run-cases.js'
import { World } from '../src/world.js'

describe.each([1, 3])('an emulator of %i targets', (targets) => {
  let emulator: Emulator
  let world: World

  beforeAll(async () => {
    emulator = await startEmulator({ targets, jobStepMs: 1, etl: etlImages })
    world = await World.open(emulator.endpoint)
  })
  afterAll(async () => {
    await world.close()
    await emulator.close()
  })

  for (const one of cases)
    it(`${one.name} [${one.rows.join(', ')}]`, async ({ skip }) => {
      const outcome = await runCase(world, one)
      if (outcome.kind === 'skipped') skip(`the endpoint lacks ${outcome.lacks}`)
      if (outcome.kind === 'failed') throw outcome.error
      expect(outcome.kind).toBe('passed')
    })
})
