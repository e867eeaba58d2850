import { retryLaw } from '@ais/core/testing'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'
import { undiciTransport } from '@ais/core/undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allSamples } from '../src/all-samples.ts'
import { conditions } from '../src/condition.ts'
import { applies } from '../src/expected.ts'
import { exportedOperations } from '../src/exported-operations.ts'
import { openStage, type Stage } from '../src/stage.ts'
import { walkCell, type Cell } from '../src/walk-cell.ts'

const transports = [gotTransport(), undiciTransport(), fetchTransport()]
let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await Promise.all(transports.map((transport) => transport.close()))
  await stage[Symbol.asyncDispose]()
})

const cells: readonly Cell[] = transports.flatMap((transport) =>
  allSamples.flatMap((sample) => {
    const operation = sample.make()
    return conditions
      .filter((condition) => applies(operation, condition))
      .map((condition) => ({ sample, condition, transport }))
  }),
)

let walked = 0

/** Walks cells, some at a time; gives what is wrong with each. */
const walk = async (some: readonly Cell[], atOnce: number): Promise<readonly string[]> => {
  const problems: string[] = []
  const odd: Cell[] = []
  const waiting = some.values()
  const work = async (): Promise<void> => {
    for (const cell of waiting) {
      // oxlint-disable-next-line no-await-in-loop -- as many at a time as there are workers
      const problem = await walkCell(cell, stage)
      if (problem !== undefined && cell.condition.isSlow === true) odd.push(cell)
      else if (problem !== undefined) problems.push(problem)
      walked += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  // A machine that is busy for longer than a stall lasts makes the client give up too early: once more, with patience.
  const again = await Promise.all(odd.map((cell) => walkCell(cell, stage, 10_000)))
  return [...problems, ...again.filter((problem) => problem !== undefined)]
}

const ofTransport = ({ name }: { readonly name: string }, isSlow: boolean): readonly Cell[] =>
  cells.filter(({ transport, condition }) => transport.name === name && (condition.isSlow ?? false) === isSlow)

describe('the samples', () => {
  it('are of every operation that a package exports, and of nothing else', () => {
    const exported = exportedOperations()
    expect(exported.length).toBeGreaterThan(120)
    expect([...new Set(allSamples.map((sample) => sample.exported))].toSorted()).toEqual(exported.toSorted())
  })

  it('can be sent', () => {
    expect(allSamples.filter(({ make }) => make().problem !== undefined).map(({ name }) => name)).toEqual([])
  })
})

describe('the conditions', () => {
  it('are of every row of the law that a server can bring about', () => {
    const rows = new Set(conditions.map(({ row }) => row))
    const missing = Object.keys(retryLaw).filter((row) => !rows.has(row as never))
    expect(missing.toSorted()).toEqual(['call-ended', 'connect-timeout', 'untrusted'])
  })
})

describe.each(transports)('by $name', (transport) => {
  it('every operation obeys the law under every fault', async () => {
    expect(await walk(ofTransport(transport, false), 8)).toEqual([])
  }, 300_000)

  it('every operation obeys the law when a server stands still', async () => {
    expect(await walk(ofTransport(transport, true), 48)).toEqual([])
  }, 300_000)
})

describe('the run', () => {
  it('walks as many cells as were promised', () => {
    console.log(
      `retry law: ${walked} cells: ${allSamples.length} operations, ${conditions.length} conditions, 3 transports`,
    )
    expect(walked).toBe(cells.length)
    expect(walked).toBeGreaterThanOrEqual(2_500)
  })
})
