import { metricKinds } from './metric-names.js'

/** What a node counts a request as. */
export type Activity = 'get' | 'put' | 'append' | 'del' | 'head' | 'lst' | 'ren'

/** A request that a node has answered. */
export interface Observation {
  readonly activity: Activity
  readonly isFailure: boolean
  readonly bytes: number
  readonly elapsedNs: bigint
}

/** Throughput and latency are of the time since this. @wire cmn/config.go Periodic.StatsTime */
const intervalNs = 10_000_000_000n

/** What was observed of one activity since a moment. */
interface Tally {
  count: number
  failures: number
  bytes: number
  elapsedNs: bigint
}

const noTally = (): Tally => ({ count: 0, failures: 0, bytes: 0, elapsedNs: 0n })

const tallyOf = (tallies: Map<Activity, Tally>, activity: Activity): Tally => {
  const known = tallies.get(activity)
  if (known !== undefined) return known
  const made = noTally()
  tallies.set(activity, made)
  return made
}

const add = (tally: Tally, bytes: number, elapsedNs: bigint): void => {
  tally.count += 1
  tally.bytes += bytes
  tally.elapsedNs += elapsedNs
}

/** The metrics of one node, by AIStore's names. */
export class Telemetry {
  readonly #kinds: Readonly<Record<string, string>>
  readonly #tallies = new Map<Activity, Tally>()
  #recent = new Map<Activity, Tally>()
  #recentSinceNs: bigint
  readonly #startedNs: bigint
  readonly #nowNs: () => bigint

  constructor(kind: 'proxy' | 'target', nowNs: () => bigint) {
    this.#kinds = metricKinds[kind]
    this.#nowNs = nowNs
    this.#startedNs = nowNs()
    this.#recentSinceNs = this.#startedNs
  }

  observe({ activity, isFailure, bytes, elapsedNs }: Observation): void {
    const tally = tallyOf(this.#tallies, activity)
    if (isFailure) {
      tally.failures += 1
      return
    }
    add(tally, bytes, elapsedNs)
    const nowNs = this.#nowNs()
    if (nowNs - this.#recentSinceNs > intervalNs) {
      this.#recent = new Map()
      this.#recentSinceNs = nowNs
    }
    add(tallyOf(this.#recent, activity), bytes, elapsedNs)
  }

  /** Sets counters to zero, or only those of errors. */
  reset(errorsOnly: boolean): void {
    if (errorsOnly) for (const tally of this.#tallies.values()) tally.failures = 0
    else this.#tallies.clear()
  }

  *#counters(): Generator<readonly [string, bigint]> {
    for (const [activity, { count, failures, bytes, elapsedNs }] of this.#tallies) {
      if (failures > 0) yield [`err.${activity}.n`, BigInt(failures)]
      if (count === 0) continue
      yield [`${activity}.n`, BigInt(count)]
      yield [`${activity}.ns.total`, elapsedNs]
      if (activity === 'get' || activity === 'put') yield [`${activity}.size`, BigInt(bytes)]
    }
  }

  /** All metrics by name; counters that never moved are missing, as on a real node, and others are 0. */
  tracker(): ReadonlyMap<string, bigint> {
    const names = Object.entries(this.#kinds).filter(([, kind]) => kind !== 'counter' && kind !== 'total')
    const ofInterval = names.filter(([name, kind]) => kind !== 'size' || /^(get|put)\./.test(name))
    const all = new Map(ofInterval.map(([name]) => [name, 0n]))
    for (const [name, value] of this.#counters()) all.set(name, value)
    const spanNs = this.#nowNs() - this.#recentSinceNs
    for (const [activity, { bytes, elapsedNs, count }] of this.#recent) {
      if (spanNs > 0n && all.has(`${activity}.bps`))
        all.set(`${activity}.bps`, (BigInt(bytes) * 1_000_000_000n) / spanNs)
      if (all.has(`${activity}.ns`)) all.set(`${activity}.ns`, elapsedNs / BigInt(count))
    }
    all.set('up.ns.time', this.#nowNs() - this.#startedNs)
    all.set('state.flags', 6n)
    return new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
}
