// node src/main.ts [URL]: runs the official Python SDK's checks against an endpoint, or against the emulator.
import { startEmulator } from '@ais/emulator'
import { findPython, pythonWithSdk, runChecks, sdkVersions } from './python-sdk.js'

const python = findPython()
if (python === undefined) throw new Error('interop: there is no Python 3.9 or newer with venv')
await using emulator = await startEmulator({ targets: 3 })
for (const version of sdkVersions) {
  const results = await runChecks(await pythonWithSdk(python, version), process.argv[2] ?? emulator.endpoint)
  for (const { name, ok, error } of results) if (!ok) console.log(`aistore ${version}: ${name}: ${error ?? ''}`)
  console.log(`aistore ${version}: ${results.filter(({ ok }) => ok).length} of ${results.length} checks pass`)
}
