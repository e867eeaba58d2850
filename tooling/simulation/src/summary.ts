import type { FleetResult } from './fleet.ts'
import type { Plan } from './plan.ts'
import { failedOf, type Second } from './tally.ts'

/** What a stretch of time was like. */
export interface Phase {
  readonly okPerSecond: number
  readonly failedPerSecond: number
  readonly proxyExchangesPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** What an incident did to the fleet, and the fleet to the cluster. */
export interface Summary {
  readonly before: Phase
  readonly during: Phase
  /** The last seconds of the run, as many as are in `before`. */
  readonly after: Phase
  /** Exchanges that proxies saw for each call that ended, from the beginning of the incident to its end. */
  readonly amplification: number
  /** The same in the worst second from the beginning of the incident on, over the mean of exchanges before it. */
  readonly worstSecond: number
  /** Seconds from the end of the incident until 95 of 100 of the reads before it are done again, in three seconds on end; `undefined` if never. */
  readonly recoverySeconds: number | undefined
}

/** Adds numbers up. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const phaseOf = (seconds: readonly Second[]): Phase => {
  const count = Math.max(1, seconds.length)
  const latencies = seconds.flatMap(({ latenciesMs }) => latenciesMs).toSorted((a, b) => a - b)
  return {
    okPerSecond: sum(seconds.map(({ ok }) => ok)) / count,
    failedPerSecond: sum(seconds.map(failedOf)) / count,
    proxyExchangesPerSecond: sum(seconds.map(({ proxyExchanges }) => proxyExchanges)) / count,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  }
}

/** Sums up a run. The first two seconds, in which the fleet starts, are left out. */
export const summarize = (plan: Plan, { seconds }: FleetResult): Summary => {
  const [begin, end] = [Math.floor(plan.beginMs / 1000), Math.floor(plan.endMs / 1000)]
  const [before, during, after] = [seconds.slice(2, begin), seconds.slice(begin, end), seconds.slice(end)]
  const usual = phaseOf(before)
  const ended = sum(during.map((second) => second.ok + failedOf(second)))
  const recovered = after.findIndex(
    (_, index) =>
      index + 3 <= after.length &&
      sum(after.slice(index, index + 3).map(({ ok }) => ok)) >= 3 * 0.95 * usual.okPerSecond,
  )
  return {
    before: usual,
    during: phaseOf(during),
    after: phaseOf(seconds.slice(-before.length)),
    amplification: sum(during.map(({ proxyExchanges }) => proxyExchanges)) / Math.max(1, ended),
    worstSecond:
      Math.max(...[...during, ...after].map(({ proxyExchanges }) => proxyExchanges)) / usual.proxyExchangesPerSecond,
    recoverySeconds: recovered < 0 ? undefined : recovered,
  }
}
