import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import type { WorkspacePackage } from '../workspace.ts'

const git = (root: string, ...args: readonly string[]): string | undefined => {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    // No such revision here: a clone of one branch, or a repository before its first commit.
    return undefined
  }
}

/** Finds where this branch left main; undefined on main itself and where main is not at hand. */
const findBase = (root: string): string | undefined => {
  const head = git(root, 'rev-parse', 'HEAD')
  return ['origin/main', 'main']
    .map((branch) => git(root, 'merge-base', 'HEAD', branch))
    .find((base) => base !== undefined && base !== head)
}

const announcedIn = (root: string): ReadonlySet<string> => {
  const folder = join(root, '.changeset')
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => readFileSync(join(folder, name), 'utf8').split('---')[1] ?? '')
  return new Set(
    texts.flatMap((head) => [...head.matchAll(/["']?(@[\w-]+\/[\w-]+)["']?\s*:\s*\w+/g)].map(([, name = '']) => name)),
  )
}

const isReleased = ({ path, manifest }: WorkspacePackage): boolean => {
  const log = join(path, 'CHANGELOG.md')
  return existsSync(log) && readFileSync(log, 'utf8').includes(`## ${manifest.version}`)
}

const changedSince = (base: string, root: string, { folder }: WorkspacePackage): boolean =>
  git(root, 'diff', '--name-only', base, '--', `${folder}/src`, `${folder}/package.json`) !== ''

const versionAt = (base: string, root: string, { folder }: WorkspacePackage): unknown => {
  const text = git(root, 'show', `${base}:${folder}/package.json`)
  return text === undefined ? undefined : (JSON.parse(text) as { readonly version?: unknown }).version
}

/** Every change of a published package is announced to its users by a changeset. */
export const changesets: Guard = {
  name: 'changesets',
  run: async ({ workspace: { root, packages } }) => {
    const announced = announcedIn(root)
    const base = findBase(root)
    return packages
      .filter((each) => each.published && !announced.has(each.manifest.name))
      .filter((each) =>
        base === undefined
          ? !isReleased(each)
          : changedSince(base, root, each) && versionAt(base, root, each) === each.manifest.version,
      )
      .map((each) => `${each.manifest.name} changed and no file in .changeset/ says so: run \`npx changeset\``)
  },
}
