import fc from 'fast-check'
import { readCorpus } from './corpus.ts'
import type { Coverage } from './coverage.ts'
import { inputsOf } from './inputs.ts'
import type { Target } from './target.ts'
import { tryInput } from './try-input.ts'

/** Inputs that are tried between two looks at the coverage. */
const batchSize = 100

/** What came of exploring a target. */
export interface Exploration {
  readonly tried: number
  readonly blocks: number
  /** The corpus, with what was found. */
  readonly corpus: readonly Uint8Array[]
  readonly failure: { readonly input: Uint8Array; readonly error: unknown } | undefined
}

/**
 * Tries inputs on a target for a time. Those that reach blocks which none before has reached go into the corpus, and later
 * inputs are made from them.
 */
export const explore = async (
  target: Target,
  coverage: Coverage,
  { seconds, seed }: { readonly seconds: number; readonly seed: number },
): Promise<Exploration> => {
  const corpus = [...readCorpus(target.name)]
  const reached = new Set<string>()
  /** Runs inputs; tells whether any reached something new. */
  const run = async (inputs: readonly Uint8Array[]): Promise<boolean> => {
    // oxlint-disable-next-line no-await-in-loop -- what an input reaches must not be mixed with another's
    for (const input of inputs) await tryInput(target, input)
    const before = reached.size
    for (const block of await coverage.take()) reached.add(block)
    return reached.size > before
  }
  const endsMs = performance.now() + seconds * 1_000
  let tried = 0
  let current: readonly Uint8Array[] = corpus
  try {
    await run(corpus)
    for (let batch = 0; performance.now() < endsMs; batch += 1) {
      current = fc.sample(inputsOf(target, corpus), { numRuns: batchSize, seed: seed + batch })
      const before = new Set(reached)
      // oxlint-disable-next-line no-await-in-loop -- the next batch is made from what this one finds
      const isNew = await run(current)
      tried += current.length
      if (!isNew) continue
      // Which of them it was: each on its own, against what was known before.
      for (const input of current) {
        // oxlint-disable-next-line no-await-in-loop
        await tryInput(target, input)
        // oxlint-disable-next-line no-await-in-loop
        const fresh = [...(await coverage.take())].filter((block) => !before.has(block))
        if (fresh.length > 0) corpus.push(input)
        for (const block of fresh) before.add(block)
      }
    }
  } catch (error) {
    const input = await firstFailing(target, current)
    return { tried, blocks: reached.size, corpus, failure: { input: input ?? new Uint8Array(0), error } }
  }
  return { tried, blocks: reached.size, corpus, failure: undefined }
}

const firstFailing = async (target: Target, inputs: readonly Uint8Array[]): Promise<Uint8Array | undefined> => {
  for (const input of inputs)
    try {
      // oxlint-disable-next-line no-await-in-loop
      await tryInput(target, input)
    } catch {
      return input
    }
  return undefined
}
