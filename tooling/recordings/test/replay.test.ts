import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { readKnownDifferences, reasonNames, reasonOf } from '../src/known-differences.js'
import { loadRecording, scenarios } from '../src/recording.js'
import { replayEmulator } from '../src/replay-emulator.js'
import type { Replayed } from '../src/replay.js'

const known = readKnownDifferences()
const table: string[] = []

// Each recorded request is sent to the emulator; what is not answered as the real server did must be on the list, and the list must
// not hold what is.
describe('the emulator answers as the real server did', () => {
  it.each(scenarios)(
    '%s',
    async (scenario) => {
      const results = await replayEmulator(scenario)
      const differing = results.filter(({ differences }) => differences.length > 0)
      table.push(`${scenario.padEnd(20)} ${results.length - differing.length} of ${results.length}`)
      expect(results).toHaveLength(loadRecording(scenario).exchanges.length)
      const listed = known[scenario] ?? {}
      const isListed = (result: Replayed): boolean => {
        const reasons = listed[result.id]?.split('; ') ?? []
        return reasonOf(result)
          .split('; ')
          .every((reason) => reasons.includes(reason))
      }
      const unlisted = differing.filter((result) => !isListed(result))
      expect(unlisted, 'answers that differ and are not on the list, or for another reason').toEqual([])
      const different = new Set(differing.map(({ id }) => id))
      const settled = Object.keys(listed).filter((id) => !different.has(id))
      expect(settled, 'equal now: take them off known-differences.json').toEqual([])
      // Hundreds of requests one after the other, and jobs that take their time.
    },
    120_000,
  )

  it('differs for reasons only that the emulator justifies', () => {
    const listed = new Set(
      Object.values(known).flatMap((ids) => Object.values(ids).flatMap((text) => text.split('; '))),
    )
    const readme = readFileSync(new URL('../../../apps/emulator/README.md', import.meta.url), 'utf8')
    expect([...listed].filter((reason) => !reasonNames.includes(reason))).toEqual([])
    expect(
      reasonNames.filter((reason) => !listed.has(reason)),
      'reasons that nothing needs any more',
    ).toEqual([])
    expect(
      reasonNames.filter((reason) => !readme.includes(`| ${reason} |`)),
      'reasons without a row in its README',
    ).toEqual([])
  })

  afterAll(() => {
    console.log(`answered alike:\n${table.join('\n')}`)
  })
})
