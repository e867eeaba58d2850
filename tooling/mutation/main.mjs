// `npm run mutation [-- group…]`: changes the code of retries, redirects and resumes in every small way there is, and counts the
// changes that its tests notice.
// @ts-check
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { groups } from './groups.mjs'

/** What must be noticed, in per cent. */
const least = 85

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const stryker = here('./node_modules/@stryker-mutator/core/bin/stryker.js')
const noticed = new Set(['Killed', 'Timeout'])
const missed = new Set(['Survived', 'NoCoverage'])

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(groups, name))
if (unknown.length > 0)
  throw new Error(`no such group: ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`)

/** @type {Record<string, { noticed: number, missed: number }>} */
const counts = {}
for (const [name, group] of Object.entries(groups)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const folder = here(`../../packages/${group.package}`)
  const report = `${folder}/.reports/mutation.json`
  // An earlier report must not stand for a run that failed.
  rmSync(report, { force: true })
  const args = ['run', here('./stryker.config.mjs'), '--mutate', group.mutate.join()]
  spawnSync(process.execPath, [stryker, ...args], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: group.tests.join() },
  })
  /** @type {{ files: Record<string, { mutants: { status: string }[] }> }} */
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const mutants = Object.values(files).flatMap((file) => file.mutants)
  counts[name] = {
    noticed: mutants.filter(({ status }) => noticed.has(status)).length,
    missed: mutants.filter(({ status }) => missed.has(status)).length,
  }
}

const scoreOf = (/** @type {{ noticed: number, missed: number }} */ count) =>
  (100 * count.noticed) / (count.noticed + count.missed)
for (const [name, count] of Object.entries(counts))
  console.log(`${name}: ${scoreOf(count).toFixed(1)} % of ${count.noticed + count.missed}`)
const all = Object.values(counts).reduce((sum, count) => ({
  noticed: sum.noticed + count.noticed,
  missed: sum.missed + count.missed,
}))
console.log(`mutation score: ${scoreOf(all).toFixed(1)} % of ${all.noticed + all.missed} (at least ${least})`)
process.exitCode = scoreOf(all) >= least ? 0 : 1
