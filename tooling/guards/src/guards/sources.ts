import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import { codeImportsOf, packageOf } from '../imports.ts'

const maxLines = 400

/** What one source may not do, with what to do instead. */
const problemsOf = (file: string, text: string): readonly string[] => {
  const lines = text.split('\n').length - 1
  const published = /^(packages|apps)\/[^/]+\/src\//.test(file)
  const problems: string[] = []
  if (lines > maxLines) problems.push(`${lines} lines, ${maxLines} are allowed: look for the second thing in it`)
  if (/^\s*export \*/m.test(text)) problems.push('exports everything of a module: name what is exported')
  if (
    published &&
    !file.includes('/src/wire/') &&
    codeImportsOf(text).some((specifier) => packageOf(specifier) === 'io-ts')
  )
    problems.push('imports io-ts: codecs belong under src/wire/')
  if (published && /(^|\/)(utils?|helpers?|common|manager)(\.|\/)/.test(file))
    problems.push('is named for nothing in particular: name it after what it does')
  return problems.map((problem) => `${file}: ${problem}`)
}

/** Rules that hold for every source by itself. */
export const sources: Guard = {
  name: 'sources',
  run: async ({ workspace: { files, root } }) =>
    files
      .filter((file) => /\.(ts|mjs|js)$/.test(file) && !file.includes('/fixtures/'))
      .flatMap((file) => problemsOf(file, readFileSync(join(root, file), 'utf8'))),
}
