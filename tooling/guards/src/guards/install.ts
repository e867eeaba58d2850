import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import known from '../data/install.json' with { type: 'json' }
import type { Guard } from '../guard.ts'
import type { Workspace } from '../workspace.ts'

/** What may be installed along with a package. */
export interface InstallBudget {
  readonly name: string
  readonly maxPackages: number
  readonly maxBytes: number
}

interface Installed {
  readonly name: string
  readonly version: string
  readonly files?: readonly string[]
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

const manifestOf = (folder: string): Installed =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed

/** Where a package finds another one, as Node looks for it. */
const find = (name: string, from: string): string | undefined => {
  const found = join(from, 'node_modules', name)
  if (existsSync(found)) return realpathSync(found)
  return dirname(from) === from ? undefined : find(name, dirname(from))
}

/** What comes along without being asked for: optional peers do not. */
const needsOf = ({ dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta }: Installed) => [
  ...Object.keys({ ...dependencies, ...optionalDependencies }),
  ...Object.keys(peerDependencies).filter((name) => peerDependenciesMeta?.[name]?.optional !== true),
]

/** Every package that is installed with one, by its folder. */
const closureOf = (root: string): ReadonlyMap<string, Installed> => {
  const found = new Map<string, Installed>()
  const visit = (folder: string): void => {
    if (found.has(folder)) return
    const manifest = manifestOf(folder)
    found.set(folder, manifest)
    for (const name of needsOf(manifest)) {
      const needed = find(name, folder)
      // What is for another platform is not there.
      if (needed !== undefined) visit(needed)
      else if (manifest.optionalDependencies?.[name] === undefined)
        throw new Error(`${manifest.name} needs ${name}, which is not installed`)
    }
  }
  visit(realpathSync(root))
  return found
}

const bytesOf = (path: string): number => {
  const found = statSync(path)
  if (!found.isDirectory()) return found.size
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
}

/** Bytes of a package as it is unpacked; of ours, what is packed. */
const sizeOf = (folder: string, { files = [] }: Installed, isOurs: boolean): number =>
  isOurs ? [...files, 'package.json'].reduce((sum, file) => sum + bytesOf(join(folder, file)), 0) : bytesOf(folder)

const runsAtInstall = (folder: string, { scripts = {} }: Installed): boolean =>
  ['preinstall', 'install', 'postinstall'].some((name) => scripts[name] !== undefined) ||
  existsSync(join(folder, 'binding.gyp'))

const problemsOf = ({ packages }: Workspace, { name, maxPackages, maxBytes }: InstallBudget): readonly string[] => {
  const own = packages.find(({ manifest }) => manifest.name === name)
  if (own === undefined) return [`install.json names ${name}, which is no package of the workspace`]
  const ours = new Set(packages.map(({ path }) => realpathSync(path)))
  const installed = [...closureOf(own.path)]
  const bytes = installed.reduce((sum, [folder, manifest]) => sum + sizeOf(folder, manifest, ours.has(folder)), 0)
  console.log(`      ${name}: ${installed.length} packages of ${maxPackages}, ${bytes} B of ${maxBytes}`)
  const advice = 'find out what came in before raising it'
  return [
    ...(installed.length <= maxPackages
      ? []
      : [`${name}: ${installed.length} packages are installed, the budget is ${maxPackages}: ${advice}`]),
    ...(bytes <= maxBytes ? [] : [`${name}: ${bytes} B are installed, the budget is ${maxBytes}: ${advice}`]),
    ...installed
      .filter(([folder, manifest]) => runsAtInstall(folder, manifest))
      .map(([, manifest]) => `${name}: ${manifest.name}@${manifest.version} runs a script when it is installed`),
  ]
}

/** What is installed along with a package: how many others, how many bytes, and nothing that runs. */
export const installWithin = (budgets: readonly InstallBudget[]): Guard => ({
  name: 'install',
  run: async ({ workspace }) => budgets.flatMap((budget) => problemsOf(workspace, budget)),
})

/** The budgets of the packages that people install. */
export const install = installWithin(known)
