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
  readonly #counters = new Map<string, bigint>()
  #recent = new Map<Activity, Recent>()
  #recentSinceNs: bigint
  readonly #startedNs: bigint
  readonly #nowNs: () => bigint

  constructor(nowNs: () => bigint) {
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

  /** All metrics by name; those that never moved are missing, as on a real node. */
  tracker(): ReadonlyMap<string, bigint> {
    const all = new Map(this.#counters)
    const spanNs = this.#nowNs() - this.#recentSinceNs
    for (const activity of ['get', 'put'] as const) {
      const { bytes, elapsedNs, count } = this.#recent.get(activity) ?? { bytes: 0, elapsedNs: 0n, count: 0n }
      all.set(`${activity}.bps`, spanNs <= 0n ? 0n : (BigInt(bytes) * 1_000_000_000n) / spanNs)
      all.set(`${activity}.ns`, count === 0n ? 0n : elapsedNs / count)
      all.set(`${activity}.size`, all.get(`${activity}.size`) ?? 0n)
    }
    all.set('up.ns.time', this.#nowNs() - this.#startedNs)
    all.set('state.flags', 6n)
    return new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
}

const kinds: readonly (readonly [string, string])[] = [
  ['.ns.total', 'total'],
  ['.ns.time', 'special'],
  ['.n', 'counter'],
  ['.size', 'size'],
  ['.ns', 'latency'],
  ['.bps', 'bw'],
]

const activities: readonly Activity[] = ['append', 'del', 'get', 'head', 'lst', 'put', 'ren']

/** Every metric that nodes keep, and what kind it is of. @wire `what=metrics` */
export const metricKinds = (): Readonly<Record<string, string>> => {
  const names = activities.flatMap((activity) => [
    `${activity}.n`,
    `err.${activity}.n`,
    `${activity}.ns.total`,
    ...(activity === 'get' || activity === 'put' ? [`${activity}.bps`, `${activity}.ns`, `${activity}.size`] : []),
  ])
  return Object.fromEntries(
    [...names, 'up.ns.time', 'state.flags']
      .toSorted()
      .map((name) => [name, kinds.find(([ending]) => name.endsWith(ending))?.[1] ?? 'gauge']),
  )
}
