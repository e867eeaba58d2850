import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import type { Manifest, WorkspacePackage } from '../workspace.ts'

const versionsOf = (manifest: Manifest): readonly (readonly [string, string])[] =>
  Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })

const anyPackage = ({ manifest }: WorkspacePackage): readonly string[] =>
  versionsOf(manifest)
    .filter(([, version]) => version !== 'catalog:' && !version.startsWith('workspace:'))
    .map(([name, version]) => `${name} is at ${version}: put the version into the catalog of pnpm-workspace.yaml`)

/** Bundlers take the module that they can shake, wherever they bundle for; Node takes few files; the two hold the same. */
const conditionsOf = (folder: string): string =>
  folder.startsWith('apps/') ? 'types,default' : 'types,module,node,default'

const entryProblems = (
  entry: string,
  target: Readonly<Record<string, string>>,
  conditions: string,
): readonly string[] => {
  if (Object.keys(target).join() !== conditions)
    return [`exports["${entry}"] must be { ${conditions.replaceAll(',', ', ')} } and nothing else`]
  const { module: forBundlers, node, default: elsewhere = '' } = target
  if (node === undefined) return []
  return [
    ...(forBundlers === elsewhere ? [] : [`exports["${entry}"] has another module than default`]),
    ...(node === elsewhere.replace('./dist/', './dist/node/')
      ? []
      : [`exports["${entry}"].node is not the build for Node`]),
  ]
}

const publishedPackage = ({ manifest, path, folder }: WorkspacePackage): readonly string[] => {
  const problems: string[] = []
  const hold = (right: boolean, problem: string): void => void (right || problems.push(problem))
  hold(manifest.license === 'MIT', 'license is not MIT')
  hold(manifest.type === 'module', 'type is not module: packages are ESM only')
  hold(manifest.sideEffects === false, 'sideEffects is not false: bundlers could not shake it')
  hold(manifest.engines?.['node'] === '>=22.13', 'engines.node is not >=22.13')
  for (const file of ['dist', 'src', 'README.md', 'LICENSE'])
    hold(manifest.files?.includes(file) === true, `files lacks ${file}`)
  for (const file of ['README.md', 'LICENSE']) hold(existsSync(join(path, file)), `${file} is missing`)
  for (const [entry, target] of Object.entries(manifest.exports ?? {}))
    if (typeof target !== 'string') problems.push(...entryProblems(entry, target, conditionsOf(folder)))
  return problems
}

/** Every package.json says what the house decided: versions from the catalog, ESM only, MIT. */
export const manifests: Guard = {
  name: 'manifests',
  run: async ({ workspace: { packages } }) =>
    packages.flatMap((each) =>
      [...anyPackage(each), ...(each.published ? publishedPackage(each) : [])].map(
        (problem) => `${each.folder}/package.json: ${problem}`,
      ),
    ),
}
