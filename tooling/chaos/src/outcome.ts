import type { Client } from '@ais/client'
import type { FaultProxy } from '@ais-tooling/fault-proxy'
import { isAisError } from '@ais/core'
import type { TransportName } from './patience.ts'

/** What became of a cell: `right`, `unverified` (wrong, and said to be unchecked), an error's tag, or what must never be. */
export type Outcome = string

/** Outcomes that no cell may have, whatever it is about. */
export const forbidden: ReadonlySet<Outcome> = new Set(['WRONG', 'HANG', 'UNTYPED', 'LEAK'])

/** Names an error for the table. */
export const outcomeOfError = (error: unknown): Outcome => {
  if (!isAisError(error)) return 'UNTYPED'
  return error._tag === 'Api' ? `Api ${error.code}` : error._tag
}

/** Waits for something no longer than a bound; what is late is a hang. */
export const withinBound = async (work: Promise<Outcome>, boundMs: number): Promise<Outcome> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve('HANG'), boundMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Closes a client, and tells what it left: exchanges under way before, connections open after; `undefined` for nothing. */
export const leftBy = async (
  client: Client,
  proxy: FaultProxy,
  transport: TransportName,
): Promise<string | undefined> => {
  const underWay = await proxy.idle({}, 20_000).then(() => undefined, reasonOf)
  await client.close()
  // The connections of fetch are the runtime's, which keeps them for a while.
  if (transport === 'fetch') return underWay
  return underWay ?? (await proxy.abandoned(20_000).then(() => undefined, reasonOf))
}
