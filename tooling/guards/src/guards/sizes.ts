import { join } from 'node:path'
import { bundle } from '../bundle.ts'
import budgets from '../data/budgets.json' with { type: 'json' }
import type { Guard } from '../guard.ts'
import type { Workspace } from '../workspace.ts'

interface Budget {
  readonly name: string
  /** What is imported: `{ '@ais/core': ['connect'] }`. */
  readonly imports: Readonly<Record<string, readonly string[]>>
  readonly conditions?: readonly string[]
  /** HTTP clients that are counted; the others are not bundled. */
  readonly withClients?: readonly string[]
  readonly maxGzipBytes: number
  /** What is behind `import()`, all of it: nothing hides there. */
  readonly maxLaterGzipBytes: number
}

const entryFile = ({ packages }: Workspace, specifier: string): string => {
  const owner = packages.find(
    ({ manifest }) => specifier === manifest.name || specifier.startsWith(`${manifest.name}/`),
  )
  if (owner === undefined) throw new Error(`budgets.json names ${specifier}, which is no package of the workspace`)
  const target = owner.manifest.exports?.[`.${specifier.slice(owner.manifest.name.length)}`]
  if (typeof target !== 'object' || target['default'] === undefined)
    throw new Error(`budgets.json names ${specifier}, which is no published entry`)
  return join(owner.path, target['default'])
}

/**
 * What a consumer's bundle costs for one import. HTTP clients and Node's modules are not counted: they are
 * not bundled, and `alone` and `neutral` say where they may be; where a budget names a client, it is.
 */
export const sizes: Guard = {
  name: 'sizes',
  run: async ({ workspace }) => {
    const problems: string[] = []
    for (const {
      name,
      imports,
      conditions,
      withClients,
      maxGzipBytes,
      maxLaterGzipBytes,
    } of budgets as readonly Budget[]) {
      const lines = Object.entries(imports).map(
        ([specifier, names]) =>
          `export { ${names.join(', ')} } from ${JSON.stringify(entryFile(workspace, specifier))}`,
      )
      const { minifiedBytes, gzipBytes, laterGzipBytes } = await bundle(lines.join('\n'), workspace.root, {
        conditions: conditions ?? [],
        isSplit: true,
        withClients: withClients ?? [],
      })
      console.log(
        `      ${name}: ${minifiedBytes} B minified, ${gzipBytes} B gzip of ${maxGzipBytes}, later ${laterGzipBytes} B of ${maxLaterGzipBytes}`,
      )
      const tooLarge = (bytes: number, budget: number, when: string): void => {
        if (bytes > budget)
          problems.push(
            `${name}: ${bytes} B gzip ${when}, the budget is ${budget}: find out what came in before raising it`,
          )
      }
      tooLarge(gzipBytes, maxGzipBytes, 'at once')
      tooLarge(laterGzipBytes, maxLaterGzipBytes, 'later')
    }
    return problems
  },
}
