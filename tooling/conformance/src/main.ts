// npm run conformance -- [--endpoint URL] [--authn URL] [--remote URL] [--cloud PROVIDER://BUCKET] [--face client|packages] [--targets N] [--only TEXT]: holds an
// endpoint to the protocol; without an endpoint, an emulator of N targets with AuthN and a second one attached. `--authn` is the AuthN
// server that the cluster trusts, its administrator AIS_AUTHN_SU_NAME with AIS_AUTHN_SU_PASS, both admin unless set; `--remote` is a
// cluster to attach, `--cloud` a bucket that may be written to. Ends with `N passed, N failed, N skipped`.
import { parseArgs } from 'node:util'
import { parseProvider } from '@ais/core/wire'
import { cases } from './cases/index.ts'
import { startEmulatedPlace } from './emulated-place.ts'
import { manifest } from './manifest/index.ts'
import { applies, runCase } from './run-cases.ts'
import { World, type Place } from './world.ts'

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string', default: process.env['AIS_ENDPOINT'] ?? '' },
    authn: { type: 'string', default: process.env['AIS_AUTHN_URL'] ?? '' },
    remote: { type: 'string', default: '' },
    cloud: { type: 'string', default: '' },
    face: { type: 'string', default: 'client' },
    targets: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})
const { face } = values
if (face !== 'client' && face !== 'packages') throw new Error(`--face must be client or packages, not ${face}`)
const cloudBucket = (text: string): NonNullable<Place['cloud']> => {
  const [, scheme = '', name = ''] = /^(\w+):\/\/([^/]+)$/.exec(text) ?? []
  const provider = parseProvider(scheme)
  if (provider === undefined) throw new Error(`--cloud must be like aws://bucket, not ${text}`)
  return { provider, name }
}
const { AIS_AUTHN_SU_NAME: username = 'admin', AIS_AUTHN_SU_PASS: password = 'admin' } = process.env
const emulated =
  values.endpoint === '' ? await startEmulatedPlace({ targets: Number(values.targets), signing: 'HS256' }) : undefined
const place: Place = emulated?.place ?? {
  endpoint: values.endpoint,
  ...(values.authn === '' ? {} : { authn: { endpoint: values.authn, username, password } }),
  ...(values.remote === '' ? {} : { remoteEndpoint: values.remote }),
  ...(values.cloud === '' ? {} : { cloud: cloudBucket(values.cloud) }),
}
const world = await World.open({ ...place, face })
const counts = { passed: 0, failed: 0, skipped: 0 }
const proven = new Set<string>()
for (const one of cases) {
  if (!applies(one, face) || !`${one.rows.join(' ')} ${one.name}`.includes(values.only)) continue
  const startedMs = performance.now()
  const outcome = await runCase(world, one)
  counts[outcome.kind] += 1
  const title = `${one.name} [${one.rows.join(', ')}]`
  if (outcome.kind === 'passed') {
    for (const row of one.rows) proven.add(row)
    console.log(`ok    ${title} (${Math.round(performance.now() - startedMs)} ms)`)
  } else if (outcome.kind === 'skipped') console.log(`skip  ${title}: the endpoint lacks ${outcome.lacks}`)
  else
    console.log(
      `FAIL  ${title}\n${outcome.error instanceof Error ? (outcome.error.stack ?? outcome.error.message) : String(outcome.error)}`,
    )
}
await world.close()
await emulated?.close()
const unproven = manifest.filter((row) => applies({ rows: [row.python] }, face) && !proven.has(row.python))
if (unproven.length > 0) console.log(`rows not proven here: ${unproven.map(({ python }) => python).join(', ')}`)
console.log(`${proven.size} rows proven, ${unproven.length} not`)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed === 0 ? 0 : 1
