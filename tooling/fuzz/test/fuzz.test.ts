import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCorpus } from '../src/corpus.ts'
import { inputsOf } from '../src/inputs.ts'
import { targets } from '../src/targets/index.ts'
import { tryInput } from '../src/try-input.ts'

describe.each(targets)('$name', (target) => {
  it('keeps its promises for all that was found before', async () => {
    const known = [...target.seeds.map((seed) => Buffer.from(seed)), ...readCorpus(target.name)]
    // oxlint-disable-next-line no-await-in-loop -- so that the failing one is known
    for (const input of known) await tryInput(target, input)
    expect(known.length).toBeGreaterThan(0)
  })

  it('keeps its promises for inputs made from it', async () => {
    await fc.assert(
      fc.asyncProperty(inputsOf(target), (input) => tryInput(target, input)),
      // The same each time; `npm run fuzz` looks for more.
      { numRuns: 100, seed: 20261125 },
    )
  }, 120_000)
})
