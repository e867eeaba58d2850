import type { Client } from '@ais/client'

/** A server that an axis measures against. */
export interface Ground {
  readonly client: Client
  stop(): Promise<void>
}

/** One point: what a unit of the work cost, in CPU time of the client. */
export interface Point {
  readonly x: number
  readonly cpuMicros: number
}

/** Cost of a unit of work as something grows. */
export interface Axis {
  readonly name: string
  /** What grows. */
  readonly grows: string
  /** What the cost is of. */
  readonly unit: string
  readonly xs: readonly number[]
  /** Measures one point: gives the CPU time of a unit, in microseconds. */
  readonly measure: (x: number) => Promise<number>
  readonly free?: () => Promise<void>
}

/** CPU time of this process that some work takes, in microseconds. */
export const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** The middle of three rounds, the first after one to warm up. */
export const middleOf = async (round: () => Promise<number>, rounds = 3): Promise<number> => {
  const taken: number[] = []
  for (let index = 0; index < rounds; index += 1) taken.push(await round())
  return taken.toSorted((a, b) => a - b)[Math.floor(taken.length / 2)] ?? Number.NaN
}
