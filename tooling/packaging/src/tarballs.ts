import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface PublishedPackage {
  readonly name: string
  readonly path: string
  /** What a consumer may import: `@ais/core`, `@ais/core/wire`. */
  readonly entries: readonly string[]
  /** Names of the workspace's packages that it needs at run time. */
  readonly siblings: readonly string[]
  readonly peers: Readonly<Record<string, string>>
}

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const read = (path: string): PublishedPackage | undefined => {
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest
  if (manifest.private === true) return undefined
  return {
    name: manifest.name,
    path,
    entries: Object.keys(manifest.exports ?? {})
      .filter((entry) => entry !== './package.json')
      .map((entry) => `${manifest.name}${entry.slice(1)}`),
    siblings: Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@ais/')),
    peers: manifest.peerDependencies ?? {},
  }
}

/** Reads every package that is published, as it lies on disk. */
export const publishedPackages = (): readonly PublishedPackage[] =>
  ['packages', 'apps'].flatMap((top) =>
    readdirSync(join(root, top))
      .map((name) => read(join(root, top, name)))
      .filter((each) => each !== undefined),
  )

/** Finds a package and all that it needs of the workspace, in no order. */
export const withSiblings = (name: string, all: readonly PublishedPackage[]): readonly PublishedPackage[] => {
  const found = new Map<string, PublishedPackage>()
  const visit = (wanted: string): void => {
    const each = all.find((candidate) => candidate.name === wanted)
    if (each === undefined) throw new Error(`${wanted} is needed by a published package and is not published itself`)
    if (found.has(wanted)) return
    found.set(wanted, each)
    each.siblings.forEach(visit)
  }
  visit(name)
  return [...found.values()]
}

/** Names a package's tarball in the folder of tarballs. */
export const tarballOf = (folder: string, name: string): string =>
  join(folder, `${name.replace('@', '').replace('/', '-')}.tgz`)

/** Packs a package as it would be published. */
export const pack = async (each: PublishedPackage, folder: string): Promise<void> => {
  await run('pnpm', ['pack', '--out', tarballOf(folder, each.name)], { cwd: each.path })
}
