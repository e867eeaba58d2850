// `npm run check`: every guard, or those that are named. `--update` rewrites what may be rewritten.
import type { Guard } from './guard.ts'
import { alone } from './guards/alone.ts'
import { apiReports } from './guards/api-reports.ts'
import { boundaries } from './guards/boundaries.ts'
import { changesets } from './guards/changesets.ts'
import { declarations } from './guards/declarations.ts'
import { importCost } from './guards/import-cost.ts'
import { install } from './guards/install.ts'
import { manifests } from './guards/manifests.ts'
import { neutral } from './guards/neutral.ts'
import { attw, publint } from './guards/packaging.ts'
import { patterns } from './guards/patterns.ts'
import { places } from './guards/places.ts'
import { sizes } from './guards/sizes.ts'
import { sources } from './guards/sources.ts'
import { format, lint, types, unused } from './guards/tools.ts'
import { readWorkspace } from './workspace.ts'

// Types come first: they build what the later ones read.
const guards: readonly Guard[] = [
  types,
  lint,
  format,
  boundaries,
  sources,
  places,
  patterns,
  manifests,
  changesets,
  neutral,
  alone,
  sizes,
  declarations,
  importCost,
  install,
  apiReports,
  publint,
  attw,
  unused,
]

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = asked.filter((name) => !guards.some((guard) => guard.name === name))
if (unknown.length > 0) {
  console.error(`no such guard: ${unknown.join(', ')}; there are ${guards.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const input = { workspace: readWorkspace(), update: process.argv.includes('--update') }
const failed: string[] = []
for (const guard of guards.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const start = performance.now()
  let problems: readonly string[]
  try {
    problems = await guard.run(input)
  } catch (error) {
    // A guard that cannot look must not pass for one that found nothing.
    problems = [`could not run: ${error instanceof Error ? error.message : String(error)}`]
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${guard.name} (${seconds} s)`)
  for (const problem of problems) console.log(`      ${problem}`)
  if (problems.length > 0) failed.push(guard.name)
}
console.log(failed.length === 0 ? 'check: ok' : `check: failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
