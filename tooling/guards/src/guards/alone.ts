import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '../bundle.ts'
import type { Guard } from '../guard.ts'
import type { WorkspacePackage } from '../workspace.ts'

/** The parts of core that send; an operation is a value and needs none of them. */
const sending = /^packages\/core\/src\/(got|undici|fetch|testing|connect|send\/|transport\/|platform\/)/
const operation = /^packages\/[^/]+\/src\/operations\//
/** What `connect` asks on its own: under `strictRedirects` it needs the cluster's map. */
const ofConnect = new Set(['packages/core/src/operations/get-smap.ts'])

interface Exported {
  readonly name: string
  readonly source: string
  readonly from: WorkspacePackage
}

const valuesOf = (clause: string): readonly string[] =>
  clause
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))

const operationsOf = (from: WorkspacePackage): readonly Exported[] => {
  const index = readFileSync(join(from.path, 'src/index.ts'), 'utf8')
  return [...index.matchAll(/export \{([^}]*)\} from '\.\/(operations\/[^']+)\.js'/g)].flatMap(
    ([, clause = '', file = '']) =>
      valuesOf(clause).map((name) => ({ name, source: `${from.folder}/src/${file}.ts`, from })),
  )
}

const check = async ({ name, source, from }: Exported, core: WorkspacePackage): Promise<readonly string[]> => {
  const line = `export { ${name} } from ${JSON.stringify(join(from.path, 'dist/index.js'))}`
  const connect = `export { connect } from ${JSON.stringify(join(core.path, 'dist/index.js'))}`
  const [alone, connected] = await Promise.all([bundle(line, from.path), bundle(`${line}\n${connect}`, from.path)])
  return [
    ...alone.sources
      .filter((kept) => sending.test(kept) || (operation.test(kept) && kept !== source))
      .map((kept) => `a bundle of ${name} alone holds ${kept}`),
    ...connected.sources
      .filter((kept) => operation.test(kept) && kept !== source && !ofConnect.has(kept))
      .map((kept) => `a bundle of ${name} and connect holds ${kept}`),
  ]
}

/** A bundle of one operation holds no other operation, and without `connect` nothing that sends. */
export const alone: Guard = {
  name: 'alone',
  run: async ({ workspace: { packages } }) => {
    const core = packages.find(({ manifest }) => manifest.name === '@ais/core')
    if (core === undefined) return ['@ais/core is not in the workspace']
    const ours = packages.filter(({ folder }) => folder.startsWith('packages/'))
    const isBuilt = ({ path }: WorkspacePackage): boolean =>
      existsSync(join(path, 'src/index.ts')) && existsSync(join(path, 'dist/index.js'))
    const missing = ours.filter((each) => !isBuilt(each)).map(({ folder }) => `${folder} was not built`)
    const operations = ours.filter(isBuilt).flatMap(operationsOf)
    if (operations.length === 0) return ['no package exports an operation from operations/: this guard sees nothing']
    const found = await Promise.all(operations.map((each) => check(each, core)))
    return [...missing, ...new Set(found.flat())]
  },
}
