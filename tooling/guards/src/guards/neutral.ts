import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '../bundle.ts'
import type { Guard } from '../guard.ts'
import { entriesOf } from '../workspace.ts'

/** Entries that are for Node by their purpose. Everything else runs in a browser or at the edge too. */
const forNode = new Set(['@ais/core/got', '@ais/core/undici', '@ais/emulator'])

/** No entry, resolved under the `default` condition, reaches Node's modules or a Node HTTP client. */
export const neutral: Guard = {
  name: 'neutral',
  run: async ({ workspace: { packages } }) => {
    const entries = packages
      .filter(({ published }) => published)
      .flatMap((each) =>
        entriesOf(each).map(([entry, file]) => ({
          name: join(each.manifest.name, entry),
          file: join(each.path, `${file}.js`),
          path: each.path,
        })),
      )
      .filter(({ name }) => !forNode.has(name))
    const found = await Promise.all(
      entries.map(async ({ name, file, path }) => {
        if (!existsSync(file)) return [`${name} was not built`]
        const { nodeOnly } = await bundle(`export * from ${JSON.stringify(file)}`, path)
        return nodeOnly.map((what) => `${name} reaches ${what}: put it behind #platform`)
      }),
    )
    return found.flat()
  },
}
