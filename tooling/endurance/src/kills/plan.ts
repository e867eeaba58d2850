/** How often something is killed, and how large what it works on is. */
export interface KillPlan {
  /** Kills, 1 or more. */
  readonly rounds: number
  readonly seed: number
  readonly sizeBytes: number
  readonly partSizeBytes: number
  readonly numWorkers: number
}

/** What came of it; a run that breaks a promise throws instead. */
export interface KillReport {
  readonly kills: number
  /** Transfers that came to their end. */
  readonly completed: number
  /** Bytes fetched or sent twice because of one kill, at most. */
  readonly maxRepeatedBytes: number
  /** Starts from nothing that a kill forced. */
  readonly newStarts: number
}

/** @throws Error with what was promised and not kept */
export const promise = (isKept: boolean, what: string): void => {
  if (!isKept) throw new Error(`broken promise: ${what}`)
}
