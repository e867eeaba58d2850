import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'

/** Spelled in pieces, so that this file passes its own rule. */
const shelf = ['..', 'shared'].join('/')
const machine = /(?:^|[\s"'`(=:])\/(?:home|root|Users|work)\/[\w.-]/
const readable = /\.(ts|js|mjs|json|jsonc|md|ya?ml|py|txt|toml|sh)$|(^|\/)(run|\.npmrc|\.gitignore)$/

const problemIn = (file: string, line: string): string | undefined => {
  if (line.includes(shelf)) return 'points outside the repository'
  if (machine.test(line)) return "names a path of somebody's machine"
  if (file === 'pnpm-lock.yaml' && /https?:\/\//.test(line))
    return 'ties the lockfile to one registry: install with the default one'
  return undefined
}

/** Nothing that is committed names a place which only one machine has. */
export const places: Guard = {
  name: 'places',
  run: async ({ workspace: { files, root } }) =>
    files
      .filter((file) => (readable.test(file) || file.startsWith('.ci/')) && !file.includes('/fixtures/'))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, index) => {
            const problem = problemIn(file, line)
            return problem === undefined ? [] : [`${file}:${index + 1}: ${problem}`]
          }),
      ),
}
