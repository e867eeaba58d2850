// `npm run mutation [-- package…]`: changes core's and objects' code for retries, redirects and resumes in every small way there is, and
// counts the changes that a test notices. Takes a quarter of an hour on two cores.
// @ts-check
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { mutated } from './stryker.config.mjs'

/** What must be noticed, in per cent. */
const least = 85

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const noticed = new Set(['Killed', 'Timeout'])
const missed = new Set(['Survived', 'NoCoverage'])

const asked = process.argv.slice(2)
const totals = { noticed: 0, missed: 0 }
for (const name of Object.keys(mutated).filter((one) => asked.length === 0 || asked.includes(one))) {
  const folder = here(`../../packages/${name}`)
  const stryker = here('./node_modules/@stryker-mutator/core/bin/stryker.js')
  const { status } = spawnSync(process.execPath, [stryker, 'run', here('./stryker.config.mjs')], {
    cwd: folder,
    stdio: 'inherit',
  })
  // 1 is also what a low score gives; without a report there is nothing to count.
  if (status === null) process.exit(1)
  /** @type {{ files: Record<string, { mutants: { status: string }[] }> }} */
  const report = JSON.parse(readFileSync(`${folder}/.reports/mutation.json`, 'utf8'))
  for (const { mutants } of Object.values(report.files))
    for (const mutant of mutants) {
      if (noticed.has(mutant.status)) totals.noticed += 1
      if (missed.has(mutant.status)) totals.missed += 1
    }
}
const score = (100 * totals.noticed) / (totals.noticed + totals.missed)
console.log(`mutation score: ${score.toFixed(1)} % of ${totals.noticed + totals.missed} (at least ${least})`)
process.exitCode = score >= least ? 0 : 1
