import { beforeAll, describe, expect, test } from 'vitest'
import { readFaults } from '../src/read/read-faults.ts'
import { readCells, runReads, type ReadResult } from '../src/read/read-matrix.ts'
import { readPaths } from '../src/read/read-paths.ts'
import { openStage } from '../src/stage.ts'

let results: readonly ReadResult[] = []
const unhandled: unknown[] = []

beforeAll(async () => {
  process.on('unhandledRejection', (reason) => unhandled.push(reason))
  await using stage = await openStage()
  results = await runReads(stage)
}, 900_000)

const told = ({ path, transport, outcome }: ReadResult): string => `${path.name} by ${transport}: ${outcome}`

test('the table has all its cells', () => {
  expect([readPaths.length, readFaults.length]).toEqual([24, 50])
  expect(readCells).toHaveLength(1600)
  expect(results.filter(Boolean)).toHaveLength(1600)
  expect(unhandled).toEqual([])
})

describe('a fault on reads', () => {
  test.each(readFaults.map((fault) => [fault.name, fault] as const))('%s', (_name, fault) => {
    const ofFault = results.filter((result) => result.fault === fault)
    expect(ofFault).toHaveLength(32)
    expect(ofFault.filter(({ isAsExpected }) => !isAsExpected).map(told)).toEqual([])
  })
})
