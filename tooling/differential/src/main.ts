// npm run differential -- --endpoint URL [--against URL] [--sequences N] [--seed S] [--path P]
// [--without KIND,KIND]: gives the same generated sequences to two endpoints, an emulator where one is left out, and prints the shortest
// that differs. Ends with `N sequences, N differences`. A busy real cluster refuses batches (503): `--without batch` leaves them out.
import { parseArgs } from 'node:util'
import { startEmulator } from '@ais/emulator'
import fc from 'fast-check'
import { Pair, type Difference } from './compare.ts'
import { sequence } from './sequence.ts'
import type { Step } from './step.ts'

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string', default: process.env['AIS_ENDPOINT'] ?? '' },
    against: { type: 'string', default: '' },
    sequences: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string' },
    without: { type: 'string', default: '' },
  },
})
await using emulator = await startEmulator()
await using pair = new Pair([values.endpoint || emulator.endpoint, values.against || emulator.endpoint])
let compared = 0
let last: Difference | undefined
const leftOut = values.without.split(',')
const asked = sequence.map((steps) => steps.filter(({ kind }) => !leftOut.includes(kind)))
const property = fc.asyncProperty(asked, async (steps: readonly Step[]) => {
  compared += 1
  const found = await pair.compare(steps)
  if (found !== undefined) {
    last = found
    // Shrinking takes its time.
    console.error(JSON.stringify({ before: steps.slice(0, found.index), ...found }))
  }
  return found === undefined
})
const details = await fc.check(property, {
  numRuns: Number(values.sequences),
  seed: Number(values.seed),
  ...(values.path === undefined ? {} : { path: values.path }),
})
if (details.failed) {
  console.log(`seed ${details.seed}, path ${String(details.counterexamplePath)}`)
  console.log(JSON.stringify(details.counterexample?.[0], undefined, 1))
  if (details.errorInstance !== null) console.log(details.errorInstance)
  console.log(JSON.stringify(last, undefined, 1))
}
console.log(`${compared} sequences, ${details.failed ? 1 : 0} differences, seed ${details.seed}`)
process.exitCode = details.failed ? 1 : 0
