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

interface Recent {
  bytes: number
  elapsedNs: bigint
  count: bigint
}

/** The metrics of one node, by AIStore's names. */
export class Telemetry {
  readonly #kinds: Readonly<Record<string, string>>
  readonly #counters = new Map<string, bigint>()
  #recent = new Map<Activity, Recent>()
  #recentSinceNs: bigint
  readonly #startedNs: bigint
  readonly #nowNs: () => bigint

  constructor(kind: 'proxy' | 'target', nowNs: () => bigint) {
    this.#kinds = metricKinds[kind]
    this.#nowNs = nowNs
    this.#startedNs = nowNs()
    this.#recentSinceNs = this.#startedNs
  }

  #add(name: string, value: bigint): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0n) + value)
  }

  observe({ activity, isFailure, bytes, elapsedNs }: Observation): void {
    if (isFailure) {
      this.#add(`err.${activity}.n`, 1n)
      return
    }
    this.#add(`${activity}.n`, 1n)
    this.#add(`${activity}.ns.total`, elapsedNs)
    if (activity === 'get' || activity === 'put') this.#add(`${activity}.size`, BigInt(bytes))
    if (this.#nowNs() - this.#recentSinceNs > intervalNs) {
      this.#recent = new Map()
      this.#recentSinceNs = this.#nowNs()
    }
    const recent = this.#recent.get(activity) ?? { bytes: 0, elapsedNs: 0n, count: 0n }
    recent.bytes += bytes
    recent.elapsedNs += elapsedNs
    recent.count += 1n
    this.#recent.set(activity, recent)
  }

  /** Sets counters to zero, or only those of errors. */
  reset(errorsOnly: boolean): void {
    for (const name of this.#counters.keys()) if (!errorsOnly || name.startsWith('err.')) this.#counters.delete(name)
  }

  /** All metrics by name; counters that never moved are missing, as on a real node, and others are 0. */
  tracker(): ReadonlyMap<string, bigint> {
    const names = Object.entries(this.#kinds).filter(([, kind]) => kind !== 'counter' && kind !== 'total')
    const ofInterval = names.filter(([name, kind]) => kind !== 'size' || /^(get|put)\./.test(name))
    const all = new Map(ofInterval.map(([name]) => [name, 0n]))
    for (const [name, value] of this.#counters) all.set(name, value)
    const spanNs = this.#nowNs() - this.#recentSinceNs
    for (const [activity, { bytes, elapsedNs, count }] of this.#recent) {
      if (spanNs > 0n && all.has(`${activity}.bps`))
        all.set(`${activity}.bps`, (BigInt(bytes) * 1_000_000_000n) / spanNs)
      if (all.has(`${activity}.ns`)) all.set(`${activity}.ns`, elapsedNs / count)
    }
    all.set('up.ns.time', this.#nowNs() - this.#startedNs)
    all.set('state.flags', 6n)
    return new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
}
