import type { CallOptions } from '@ais/core'
import type { JobSnapshot } from '../wire/job-snapshot.js'

/** Options of a wait. */
export interface WaitOptions extends CallOptions {
  /** Longest wait, in milliseconds; 0 for no limit. @defaultValue 300000 */
  readonly timeoutMs?: number
  /** Longest time between two polls, in milliseconds, 1 or more. @defaultValue 5000 */
  readonly maxPollMs?: number
}

/** A wait's defaults. */
export const waitDefaults = { timeoutMs: 300_000, maxPollMs: 5_000 } as const

const latestEnd = (snapshots: readonly JobSnapshot[]): Date | undefined => {
  const ends = snapshots.map(({ endTime }) => (endTime === undefined ? Number.NaN : Date.parse(endTime)))
  return ends.length === 0 || ends.some(Number.isNaN) ? undefined : new Date(Math.max(...ends))
}

/** Why any of the snapshots was aborted; `''` if none was. */
const abortOf = (snapshots: readonly JobSnapshot[]): string => {
  const found = snapshots.find(({ aborted, abortErr }) => aborted || abortErr !== '')
  return found === undefined ? '' : found.abortErr || 'aborted'
}

/** The result that snapshots come to. */
export const resultOf = (jobId: string, snapshots: readonly JobSnapshot[]) => {
  const error = abortOf(snapshots)
  return { jobId, success: error === '', error, endTime: latestEnd(snapshots) } as const
}
