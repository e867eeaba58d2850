// `npm run mutation [-- group…]`: changes the code of retries, redirects and resumes in every small way there is, and counts the
// changes that its tests notice. `--incremental` goes on after an interruption, and tries again only where the code that is changed or its tests
// are others than in the last run; other code that they use is not looked at. `--concurrency N` sets the processes.
// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { turbo } from '../dev/turbo.mjs'
import { groups } from './groups.mjs'

/** What must be noticed of each group, in per cent. */
const least = 85

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const stryker = here('./node_modules/@stryker-mutator/core/bin/stryker.js')
const noticed = new Set(['Killed', 'Timeout'])
const missed = new Set(['Survived', 'NoCoverage'])

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { incremental: { type: 'boolean', default: false }, concurrency: { type: 'string', default: '2' } },
})
const unknown = asked.filter((name) => !Object.hasOwn(groups, name))
if (unknown.length > 0)
  throw new Error(`no such group: ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`)

// A package's tests run on its own sources, and on the builds of those that it needs.
const chosen = Object.entries(groups).filter(([name]) => asked.length === 0 || asked.includes(name))
const built = turbo('build', ...new Set(chosen.map(([, group]) => `--filter=@ais/${group.package}^...`)))
if (built !== 0) process.exit(built)

/** @typedef {{ noticed: number, missed: number, timedOut: number, minutes: number }} Count */

/** @type {Record<string, Count>} */
const counts = {}
/** @type {string[]} */
const failed = []
for (const [name, group] of chosen) {
  const folder = here(`../../packages/${group.package}`)
  mkdirSync(`${folder}/.reports`, { recursive: true })
  const report = `${folder}/.reports/mutation-${name}.json`
  // An earlier report must not stand for a run that failed.
  rmSync(report, { force: true })
  const startedMs = performance.now()
  const args = ['run', here('./stryker.config.mjs'), '--mutate', group.mutate.join()]
  spawnSync(
    process.execPath,
    [stryker, ...args, '--concurrency', values.concurrency, ...(values.incremental ? [] : ['--force'])],
    {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, MUTATION_GROUP: name, MUTATION_TESTS: group.tests.join() },
    },
  )
  if (!existsSync(report)) {
    console.error(`mutation: ${name} gave no report`)
    failed.push(name)
    continue
  }
  /** @type {{ files: Record<string, { mutants: { status: string }[] }> }} */
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const mutants = Object.values(files).flatMap((file) => file.mutants)
  counts[name] = {
    noticed: mutants.filter(({ status }) => noticed.has(status)).length,
    missed: mutants.filter(({ status }) => missed.has(status)).length,
    timedOut: mutants.filter(({ status }) => status === 'Timeout').length,
    minutes: (performance.now() - startedMs) / 60_000,
  }
}

const sum = (/** @type {(count: Count) => number} */ part) =>
  Object.values(counts).reduce((total, count) => total + part(count), 0)
/** @type {Count} */
const all = {
  noticed: sum((count) => count.noticed),
  missed: sum((count) => count.missed),
  timedOut: sum((count) => count.timedOut),
  minutes: sum((count) => count.minutes),
}
const scoreOf = (/** @type {Count} */ count) => (100 * count.noticed) / (count.noticed + count.missed)
for (const [name, count] of Object.entries({ ...counts, all }))
  console.log(
    `${name}: ${scoreOf(count).toFixed(1)} % of ${count.noticed + count.missed} (${count.timedOut} by time), ${count.minutes.toFixed(1)} min`,
  )
const weak = Object.entries(counts).filter(([, count]) => !(scoreOf(count) >= least))
if (weak.length > 0) console.error(`mutation score: less than ${least} % in ${weak.map(([name]) => name).join(', ')}`)
process.exitCode = weak.length === 0 && failed.length === 0 ? 0 : 1
