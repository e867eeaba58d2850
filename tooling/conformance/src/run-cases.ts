import { capabilities } from './capabilities.ts'
import type { Case } from './case.ts'
import { manifest } from './manifest/index.ts'
import type { Face, World } from './world.ts'

const ofClient: ReadonlySet<string> = new Set(
  manifest.filter((row) => row.package === '@ais/client').map(({ python }) => python),
)

/** Tells whether a case says something through a face: what is the client's alone has no other. */
export const applies = ({ rows }: Pick<Case, 'rows'>, face: Face): boolean =>
  face === 'client' || rows.some((row) => !ofClient.has(row))

/** What became of a case. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'skipped'; readonly lacks: string }

/** Runs one case; what it left is taken away also when it failed. */
export const runCase = async (world: World, one: Case): Promise<Outcome> => {
  const lacking = (one.needs ?? []).filter((capability) => !world.has.has(capability))
  if (lacking.length > 0)
    return { kind: 'skipped', lacks: lacking.map((capability) => capabilities[capability]).join(', ') }
  try {
    try {
      await one.run(world)
    } finally {
      await world.clean()
    }
    return { kind: 'passed' }
  } catch (error) {
    return { kind: 'failed', error }
  }
}
