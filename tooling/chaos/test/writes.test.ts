import { beforeAll, describe, expect, test } from 'vitest'
import { openStage } from '../src/stage.ts'
import { writeFaults } from '../src/write/write-faults.ts'
import { runWrites, writeCells, type WriteResult } from '../src/write/write-matrix.ts'
import { writePaths } from '../src/write/write-paths.ts'

let results: readonly WriteResult[] = []
const unhandled: unknown[] = []

beforeAll(async () => {
  process.on('unhandledRejection', (reason) => unhandled.push(reason))
  await using stage = await openStage()
  results = await runWrites(stage)
}, 900_000)

const told = ({ path, transport, outcome, state, sends }: WriteResult): string =>
  `${path.name} by ${transport}: ${outcome}: ${state}, sent ${sends} times`

test('the table has all its cells', () => {
  expect([writePaths.length, writeFaults.length]).toEqual([13, 22])
  expect(writeCells).toHaveLength(396)
  expect(results.filter(Boolean)).toHaveLength(396)
  expect(unhandled).toEqual([])
})

test('what may be stored that was not written is what is documented, and nothing else', () => {
  const odd = results.filter(({ state }) => state === 'empty' || state === 'other')
  const told = new Set(odd.map(({ outcome, fault }) => `${fault.name}: ${outcome}`))
  expect([...told].toSorted()).toEqual([
    'a bit flipped on the way: Checksum',
    'a bit flipped on the way: right',
    'the question is taken for the write, and then the content is cut: OutcomeUnknown',
  ])
})

describe('a fault on writes', () => {
  test.each(writeFaults.map((fault) => [`${fault.stage}: ${fault.name}`, fault] as const))('%s', (_name, fault) => {
    const ofFault = results.filter((result) => result.fault === fault)
    expect(ofFault).toHaveLength(18)
    expect(ofFault.filter(({ isAsExpected }) => !isAsExpected).map(told)).toEqual([])
  })
})
