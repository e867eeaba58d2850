import { expect, test } from 'vitest'
import { Model } from '../src/random/model.ts'
import { runRandom } from '../src/random/run-random.ts'
import { openStage } from '../src/stage.ts'

// A run that failed is repeated by `npm run chaos -- --only random --seed N`.
test.each([1, 20_261_126])('300 transfers through faults at random, seed %i', { timeout: 600_000 }, async (seed) => {
  await using stage = await openStage()
  const result = await runRandom(stage, { seed, transfers: 300, forMs: 590_000, probability: 0.15 })
  expect(result).toMatchObject({ transfers: 300, violations: [] })
  // The faults left enough through to say something, and hit enough.
  expect(result.acknowledged).toBeGreaterThan(30)
  expect(Object.keys(result.outcomes).length).toBeGreaterThan(3)
})

test('the model allows what was acknowledged, and after a failed write both', () => {
  const [one, two] = [Uint8Array.of(1, 1), Uint8Array.of(2, 2)]
  const model = new Model()
  expect(model.allows('o', undefined)).toBe(true)
  model.written('o', one)
  expect([model.allows('o', one), model.allows('o', two), model.allows('o', undefined)]).toEqual([true, false, false])
  model.unsure('o', two)
  expect([model.allows('o', one), model.allows('o', two), model.allows('o', undefined)]).toEqual([true, true, false])
  expect(model.allows('o', Uint8Array.of(1, 2))).toBe(false)
  model.written('o', two)
  expect(model.allows('o', one)).toBe(false)
  expect(model.allows('o', Uint8Array.of(2), (content) => content.subarray(1))).toBe(true)
})
