import type { Capability } from './capabilities.ts'
import type { Row } from './manifest/index.ts'
import type { World } from './world.ts'

/** One black-box test. */
export interface Case {
  readonly name: string
  /** The rows it proves. */
  readonly rows: readonly Row[]
  readonly needs?: readonly Capability[]
  readonly run: (world: World) => Promise<void>
}

/** Makes a case: the rows it proves, what it says, how. */
export const proves = (
  rows: Row | readonly Row[],
  name: string,
  run: Case['run'],
  needs: readonly Capability[] = [],
): Case => ({ name, rows: typeof rows === 'string' ? [rows] : rows, run, needs })
