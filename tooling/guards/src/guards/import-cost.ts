import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import type { Workspace } from '../workspace.ts'

/** What an import may cost, as a multiple of the CPU time that an empty Node takes to start. */
const budgets: readonly { readonly name: string; readonly most: number }[] = [
  { name: '@ais/core', most: 2.5 },
  { name: '@ais/client', most: 4.8 },
]

const rounds = 7

const entryOf = ({ packages }: Workspace, name: string): string => {
  const found = packages.find(({ manifest }) => manifest.name === name)
  if (found === undefined) throw new Error(`${name} is no package of the workspace`)
  const root = found.manifest.exports?.['.']
  if (typeof root !== 'object' || root['node'] === undefined) throw new Error(`${name} has no build for Node`)
  return join(found.path, root['node'])
}

/** CPU time that Node takes to start, run a program and tell it. */
const startedMicros = (program: string): number => {
  const script = `${program}\nconst { user, system } = process.cpuUsage()\nconsole.log(user + system)`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout)
}

/** The least of several rounds: whatever else the machine does only adds. */
const least = (values: readonly number[]): number => Math.min(...values)

/** Importing a package costs no more than its share of what Node itself costs. */
export const importCost: Guard = {
  name: 'import-cost',
  run: ({ workspace }) => {
    const programs = ['', ...budgets.map(({ name }) => `await import(${JSON.stringify(entryOf(workspace, name))})`)]
    const taken = programs.map(() => [] as number[])
    for (let round = 0; round < rounds; round += 1)
      for (const [index, program] of programs.entries()) taken[index]?.push(startedMicros(program))
    const [empty = 1, ...full] = taken.map(least)
    const problems = budgets.flatMap(({ name, most }, index) => {
      const ratio = (full[index] ?? Number.NaN) / empty
      console.log(`      ${name}: ${ratio.toFixed(2)} × an empty Node of ${most}`)
      return ratio <= most
        ? []
        : [
            `${name}: importing it costs ${ratio.toFixed(2)} × an empty Node, the budget is ${most}: find out what came in before raising it`,
          ]
    })
    return Promise.resolve(problems)
  },
}
