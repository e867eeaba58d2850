import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url))

/** The declarations of an API report; each stands between blank lines, behind a comment that tells its release tag. */
const declarationsOf = (report: string): readonly string[] =>
  report.split('\n\n').map((block) => block.replace(/^\/\/.*$/gm, '').trim())

const operationOf = (declaration: string): string | undefined =>
  /^export (?:const|function) (\w+)[\s\S]*(?:=>|\):) Operation<[^;]*;$/.exec(declaration)?.[1]

/**
 * The exported functions of all packages that give an operation, as `@ais/package name`. They are found in the API reports, which
 * `npm run check` holds to what is exported: an operation that is added cannot be missed.
 */
export const exportedOperations = (): readonly string[] =>
  readdirSync(packages).flatMap((name) =>
    readdirSync(`${packages}${name}/api`)
      .filter((file) => file.endsWith('.api.md'))
      .flatMap((file) => declarationsOf(readFileSync(`${packages}${name}/api/${file}`, 'utf8')).map(operationOf))
      .filter((found) => found !== undefined)
      .map((found) => `@ais/${name} ${found}`),
  )
