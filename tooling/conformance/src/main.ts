// npm run conformance -- [--endpoint URL] [--targets N] [--only TEXT]: holds an endpoint to the protocol; without an endpoint, an
// emulator of N targets. Ends with `N passed, N failed, N skipped`.
import { parseArgs } from 'node:util'
import { startEmulator } from '@ais/emulator'
import { cases } from './cases/index.ts'
import { manifest, owed } from './manifest/index.ts'
import { etlImages } from './etl-images.ts'
import { runCase } from './run-cases.ts'
import { World } from './world.ts'

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string', default: process.env['AIS_ENDPOINT'] ?? '' },
    targets: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})
const emulator =
  values.endpoint === ''
    ? await startEmulator({ targets: Number(values.targets), jobStepMs: 1, etl: etlImages })
    : undefined
const world = await World.open(emulator?.endpoint ?? values.endpoint)
const counts = { passed: 0, failed: 0, skipped: 0 }
for (const one of cases.filter(({ name, rows }) => `${rows.join(' ')} ${name}`.includes(values.only))) {
  const startedMs = performance.now()
  const outcome = await runCase(world, one)
  counts[outcome.kind] += 1
  const title = `${one.name} [${one.rows.join(', ')}]`
  if (outcome.kind === 'passed') console.log(`ok    ${title} (${Math.round(performance.now() - startedMs)} ms)`)
  else if (outcome.kind === 'skipped') console.log(`skip  ${title}: the endpoint lacks ${outcome.lacks}`)
  else
    console.log(
      `FAIL  ${title}\n${outcome.error instanceof Error ? (outcome.error.stack ?? outcome.error.message) : String(outcome.error)}`,
    )
}
await world.close()
await emulator?.close()
console.log(`${manifest.length} rows proven, ${owed.length} rows without a case`)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed === 0 ? 0 : 1
