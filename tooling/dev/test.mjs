// Runs every package's tests and ends with `N passed, N failed`.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { turbo } from './turbo.mjs'

const folders = ['packages', 'apps', 'tooling'].flatMap((top) => readdirSync(top).map((name) => `${top}/${name}`))
const tested = folders.filter((folder) => {
  const file = `${folder}/package.json`
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).scripts?.test !== undefined
})

// An earlier run's report must not stand for a run that crashed; turbo puts back what it has cached.
for (const folder of tested) rmSync(`${folder}/.reports/tests.json`, { force: true })
const status = turbo('test', '--continue')
const totals = { passed: 0, failed: 0, skipped: 0 }
for (const folder of tested) {
  const report = `${folder}/.reports/tests.json`
  if (!existsSync(report)) {
    totals.failed += 1
    console.log(`${folder}: left no test report (its build or its tests did not run)`)
    continue
  }
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  totals.passed += counts.passed
  totals.failed += counts.failed
  totals.skipped += counts.skipped
  console.log(`${folder}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  for (const name of counts.failures) console.log(`  FAILED  ${name}`)
  for (const name of counts.skips) console.log(`  SKIPPED ${name}`)
}
// A failed turbo run with only green reports means that something broke outside the tests.
if (status !== 0 && totals.failed === 0) totals.failed = 1
console.log(
  `${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`,
)
process.exitCode = totals.failed === 0 ? 0 : 1
