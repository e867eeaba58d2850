import { isAisError } from '@ais/core'

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
