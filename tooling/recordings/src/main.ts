// node src/main.ts [--endpoint URL] [--details] [--update] [scenario …]: replays recordings and prints what differs; against the
// emulator without an endpoint, else a fresh cluster of one target, which gets what the recorded one had. --update writes the list of known differences anew: it must only shrink.
import { parseArgs } from 'node:util'
import { reasonOf, writeKnownDifferences } from './known-differences.js'
import { scenarios } from './recording.js'
import { replayEmulator, replayEndpoint } from './replay-emulator.js'

const { values, positionals } = parseArgs({
  options: {
    endpoint: { type: 'string' },
    details: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const known: Record<string, Record<string, string>> = {}
let [equal, total] = [0, 0]
for (const scenario of positionals.length === 0 ? scenarios : positionals) {
  const results =
    values.endpoint === undefined ? await replayEmulator(scenario) : await replayEndpoint(scenario, values.endpoint)
  const same = results.filter(({ differences }) => differences.length === 0).length
  known[scenario] = Object.fromEntries(
    results.filter(({ differences }) => differences.length > 0).map((result) => [result.id, reasonOf(result)]),
  )
  equal += same
  total += results.length
  console.log(`${scenario.padEnd(20)} ${String(same).padStart(4)} of ${results.length} equal`)
  if (values.details)
    for (const result of results.filter(({ differences }) => differences.length > 0)) {
      console.log(`  ${result.id} (${result.status}): ${reasonOf(result)}`)
      for (const { pointer, recorded, own } of result.differences)
        console.log(`    ${pointer}: ${JSON.stringify(recorded)} ≠ ${JSON.stringify(own)}`)
    }
}
console.log(`${'all'.padEnd(20)} ${String(equal).padStart(4)} of ${total} equal`)
if (values.update) writeKnownDifferences(known)
