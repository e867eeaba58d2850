import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The fields of a package.json that the guards look at. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly license?: string
  readonly type?: string
  readonly sideEffects?: boolean
  readonly engines?: Readonly<Record<string, string>>
  readonly files?: readonly string[]
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

export interface WorkspacePackage {
  /** Folder relative to the root, such as `packages/core`. */
  readonly folder: string
  readonly path: string
  readonly manifest: Manifest
  readonly published: boolean
}

export interface Workspace {
  readonly root: string
  readonly packages: readonly WorkspacePackage[]
  /** Every file of the tree that git tracks or would track, relative to the root. */
  readonly files: readonly string[]
}

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '')

const readPackage = (folder: string): WorkspacePackage => {
  const path = join(root, folder)
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest
  return { folder, path, manifest, published: manifest.private !== true }
}

/** Lists what git knows; a copy of the tree without git is refused, since ignored files would count. */
const listFiles = (): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)))

/** Reads the workspace as it lies on disk; a new package needs no entry anywhere. */
export const readWorkspace = (): Workspace => ({
  root,
  packages: ['packages', 'apps', 'tooling'].flatMap((top) =>
    readdirSync(join(root, top))
      .map((name) => `${top}/${name}`)
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map(readPackage),
  ),
  files: listFiles(),
})

/** Names a file for a message. */
export const named = (path: string): string => relative(root, path).replaceAll('\\', '/')

/** Lists the entries that a package publishes as code: `['./wire', 'dist/wire/index']`. */
export const entriesOf = ({ manifest }: WorkspacePackage): readonly (readonly [string, string])[] =>
  Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
    typeof target === 'string' || target['default'] === undefined
      ? []
      : [[entry, target['default'].replace(/^\.\//, '').replace(/\.js$/, '')] as const],
  )
