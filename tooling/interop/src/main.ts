// node src/main.ts [ARGUMENTS OF checks.py]: runs the official Python SDK's checks against emulators, or against what the arguments name.
import { findPython, pythonWithSdk, runChecks, sdkVersions } from './python-sdk.js'
import { startSurroundings } from './surroundings.js'

const python = findPython()
if (python === undefined) throw new Error('interop: there is no Python 3.9 or newer with venv')
for (const version of sdkVersions) {
  await using around = await startSurroundings()
  const given = process.argv.slice(2)
  const results = await runChecks(await pythonWithSdk(python, version), given.length > 0 ? given : around.args)
  for (const { name, ok, error, skipped } of results)
    if (!ok || skipped !== undefined)
      console.log(`aistore ${version}: ${name}: ${error ?? `skipped: ${skipped ?? ''}`}`)
  const passed = results.filter(({ ok, skipped }) => ok && skipped === undefined).length
  const failed = results.filter(({ ok }) => !ok).length
  console.log(`aistore ${version}: ${passed} passed, ${failed} failed, ${results.length - passed - failed} skipped`)
  if (failed > 0) process.exitCode = 1
}
