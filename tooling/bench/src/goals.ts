import type { Measured } from './measured.ts'

/** What goals are about: `cpuMicros`, `wallMicros`, `p99Micros`, or a figure of the row's own. */
export type Figure = string

/** What our figure must be: at most `most` times that of another contender, or at most `most` of its own unit. */
export interface Goal {
  readonly figure: Figure
  /** The contender that is held to it. @defaultValue 'ours' */
  readonly of?: string
  /** The contender that it is compared with; left out for an absolute bound. */
  readonly over?: string
  readonly most: number
  /** The goal in words. */
  readonly says: string
}

/** What came of a goal. */
export interface Verdict {
  readonly goal: Goal
  /** `skipped` when the contender that it compares with was not there. */
  readonly verdict: 'met' | 'missed' | 'skipped'
  /** Our figure, or its ratio. */
  readonly value: number | undefined
}

/** The median of a figure; `undefined` when the contender has none. */
export const figureOf = (measured: Measured | undefined, figure: Figure): number | undefined => {
  if (measured === undefined) return undefined
  const { cpuMicros, wallMicros, p99Micros, extra } = measured
  return { ...extra, cpuMicros, wallMicros, p99Micros }[figure]
}

/** Holds what was measured of one row to its goals. */
export const judge = (measured: readonly Measured[], goals: readonly Goal[]): readonly Verdict[] => {
  const of = (name: string): Measured | undefined => measured.find(({ contender }) => contender === name)
  return goals.map((goal) => {
    const ours = figureOf(of(goal.of ?? 'ours'), goal.figure)
    const theirs = goal.over === undefined ? 1 : figureOf(of(goal.over), goal.figure)
    if (ours === undefined || theirs === undefined) return { goal, verdict: 'skipped', value: undefined }
    const value = ours / theirs
    return { goal, verdict: value <= goal.most ? 'met' : 'missed', value }
  })
}
