/** How fast a target was, by what it did. */
export interface NodePerformance {
  /** Bytes per second of the last interval, by name: `get`, `put`, `disk.sda.read`. */
  readonly throughput?: Readonly<Record<string, bigint>>
  /** Nanoseconds, by name: `get`, `put`, `get.redir`. */
  readonly latency?: Readonly<Record<string, { readonly lastNs: bigint; readonly totalNs: bigint }>>
  readonly counters?: {
    /** How often, by name: `get`, `put`, `err.get`. */
    readonly count: Readonly<Record<string, bigint>>
    /** Bytes in all, by name. */
    readonly sizeBytes: Readonly<Record<string, bigint>>
  }
}

/** Which parts of {@link NodePerformance} are wanted. */
export interface PerformanceFilter {
  /** @defaultValue true */
  readonly throughput?: boolean
  /** @defaultValue true */
  readonly latency?: boolean
  /** @defaultValue true */
  readonly counters?: boolean
}

type Tracker = Readonly<Record<string, bigint>>

const withEnding = (tracker: Tracker, ending: string): Tracker =>
  Object.fromEntries(
    Object.entries(tracker).flatMap(([name, value]) =>
      name.endsWith(ending) ? [[name.slice(0, -ending.length), value] as const] : [],
    ),
  )

/** Sorts a node's metrics by what their names end in. @wire stats/common.go KindThroughput, KindLatency, KindCounter, KindSize */
export const performanceOf = (tracker: Tracker, filter: PerformanceFilter = {}): NodePerformance => {
  const last = withEnding(tracker, '.ns')
  const total = withEnding(tracker, '.ns.total')
  const names = [...new Set([...Object.keys(last), ...Object.keys(total)])]
  return {
    ...(filter.throughput === false ? {} : { throughput: withEnding(tracker, '.bps') }),
    ...(filter.latency === false
      ? {}
      : {
          latency: Object.fromEntries(
            names.map((name) => [name, { lastNs: last[name] ?? 0n, totalNs: total[name] ?? 0n }]),
          ),
        }),
    ...(filter.counters === false
      ? {}
      : { counters: { count: withEnding(tracker, '.n'), sizeBytes: withEnding(tracker, '.size') } }),
  }
}
