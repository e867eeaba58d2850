import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cases } from '../src/cases/index.js'
import { startEmulatedPlace } from '../src/emulated-place.js'
import { manifest } from '../src/manifest/index.js'
import { applies, runCase } from '../src/run-cases.js'
import { World } from '../src/world.js'

const runs = [
  { name: 'an emulator of 1 target, through Client', targets: 1, face: 'client' },
  { name: 'an emulator of 3 targets with AuthN, through Client', targets: 3, face: 'client', signing: 'HS256' },
  {
    name: 'an emulator of 3 targets with AuthN, through the packages alone',
    targets: 3,
    face: 'packages',
    signing: 'RS256',
  },
] as const

const proven = { client: new Set<string>(), packages: new Set<string>() }

describe.each(runs)('$name', ({ face, ...emulator }) => {
  let place: Awaited<ReturnType<typeof startEmulatedPlace>>
  let world: World

  beforeAll(async () => {
    place = await startEmulatedPlace(emulator)
    world = await World.open({ ...place.place, face })
  })
  afterAll(async () => {
    await world.close()
    await place.close()
  })

  for (const one of cases.filter((candidate) => applies(candidate, face)))
    it(`${one.name} [${one.rows.join(', ')}]`, async ({ skip }) => {
      const outcome = await runCase(world, one)
      if (outcome.kind === 'skipped') skip(`the endpoint lacks ${outcome.lacks}`)
      if (outcome.kind === 'failed') throw outcome.error
      expect(outcome.kind).toBe('passed')
      for (const row of one.rows) proven[face].add(row)
    })
})

it.each(['client', 'packages'] as const)('every row has a case that passed, through the %s', (face) => {
  const owed = manifest.filter((row) => applies({ rows: [row.python] }, face))
  expect(owed.map(({ python }) => python).filter((row) => !proven[face].has(row))).toEqual([])
})
