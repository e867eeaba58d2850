import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Contender, Load, Sample } from './contender.ts'
import type { Goal } from './goals.ts'
import type { Measured, Spread } from './measured.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as (how: { readonly type: 'minor' }) => void

/** A row of the table: the same work by several contenders; the first is ours. */
export interface Row extends Load {
  readonly name: string
  /** Operations before the first that counts: until then it is the compiler that is measured. @defaultValue a quarter of `count` */
  readonly warmUpCount?: number
  readonly contenders: readonly Contender[]
  readonly goals: readonly Goal[]
}

const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b)
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  }
}

const summarize = (row: string, contender: string, samples: readonly Sample[]): Measured => {
  const cpu = spreadOf(samples.map(({ cpuMicros }) => cpuMicros))
  const wall = spreadOf(samples.map(({ wallMicros }) => wallMicros))
  const p99 = samples.flatMap(({ p99Micros }) => (p99Micros === undefined ? [] : [p99Micros]))
  const keys = new Set(samples.flatMap(({ extra = {} }) => Object.keys(extra)))
  return {
    row,
    contender,
    cpuMicros: cpu.median,
    cpuMicrosMin: cpu.min,
    cpuMicrosMax: cpu.max,
    wallMicros: wall.median,
    wallMicrosMin: wall.min,
    wallMicrosMax: wall.max,
    p99Micros: p99.length === 0 ? undefined : spreadOf(p99).median,
    extra: Object.fromEntries(
      [...keys].map((key) => [key, spreadOf(samples.map(({ extra = {} }) => extra[key] ?? Number.NaN)).median]),
    ),
  }
}

/** Measures a row: a warm-up, then rounds in which the contenders take turns, so that drift hits all alike. */
export const measureRow = async (row: Row, rounds: number): Promise<readonly Measured[]> => {
  const { inFlight, count, warmUpCount = Math.ceil(count / 4) } = row
  const roundOf = ({ round, share = 1 }: Contender, whole: number): Promise<Sample> => {
    // What one leaves behind is not for the next to collect.
    collectGarbage({ type: 'minor' })
    return round({ count: Math.max(1, Math.ceil(whole * share)), inFlight })
  }
  for (const contender of row.contenders) await roundOf(contender, warmUpCount)
  const samples = new Map<string, Sample[]>(row.contenders.map(({ name }) => [name, []]))
  for (let index = 0; index < rounds; index += 1) {
    // Who follows a slow peer in a process of its own comes from a rest, with cold caches: each time another one.
    const first = index % row.contenders.length
    for (const contender of [...row.contenders.slice(first), ...row.contenders.slice(0, first)])
      samples.get(contender.name)?.push(await roundOf(contender, count))
  }
  return [...samples].map(([contender, taken]) => summarize(row.name, contender, taken))
}
