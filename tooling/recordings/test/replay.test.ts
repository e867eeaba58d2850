import { afterAll, describe, expect, it } from 'vitest'
import { readKnownDifferences } from '../src/known-differences.js'
import { loadRecording, scenarios } from '../src/recording.js'
import { replayEmulator } from '../src/replay-emulator.js'

const known = readKnownDifferences()
const table: string[] = []

// Each recorded request is sent to the emulator; what is not answered as the real server did must be on the list, and the list must
// not hold what is.
describe('the emulator answers as the real server did', () => {
  it.each(scenarios)('%s', async (scenario) => {
    const results = await replayEmulator(scenario)
    const differing = results.filter(({ differences }) => differences.length > 0)
    table.push(`${scenario.padEnd(20)} ${results.length - differing.length} of ${results.length}`)
    expect(results).toHaveLength(loadRecording(scenario).exchanges.length)
    const listed = known[scenario] ?? {}
    const unlisted = differing.filter(({ id }) => listed[id] === undefined)
    expect(unlisted, 'answers that differ and are not on the list').toEqual([])
    const different = new Set(differing.map(({ id }) => id))
    const settled = Object.keys(listed).filter((id) => !different.has(id))
    expect(settled, 'equal now: take them off known-differences.json').toEqual([])
  })

  afterAll(() => {
    console.log(`answered alike:\n${table.join('\n')}`)
  })
})
