import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import type { WorkspacePackage } from '../workspace.ts'

/** What is left of a declaration without what only looks like code: comments and texts. */
const codeOf = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (part) =>
    part.replaceAll(/[^\n]/g, ' '),
  )

const anyIn = (file: string, text: string): readonly string[] =>
  codeOf(text)
    .split('\n')
    .flatMap((line, index) =>
      /\bany\b/.test(line) ? [`${file}:${index + 1}: declares any: say what it is, or unknown`] : [],
    )

const problemsOf = ({ path, folder }: WorkspacePackage): readonly string[] => {
  const dist = join(path, 'dist')
  if (!existsSync(dist)) return [`${folder} was not built`]
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'))
  const tests = existsSync(join(path, 'test/types.test-d.ts')) ? [] : [`${folder}: test/types.test-d.ts is missing`]
  if (declarations.length === 0) return [...tests, `${folder}: dist has no declarations`]
  return [
    ...tests,
    ...declarations.flatMap((file) => anyIn(`${folder}/dist/${file}`, readFileSync(join(dist, file), 'utf8'))),
  ]
}

/** No declaration that is published says `any`, and every signature has its type test. */
export const declarations: Guard = {
  name: 'declarations',
  run: async ({ workspace: { packages } }) => packages.filter(({ published }) => published).flatMap(problemsOf),
}
