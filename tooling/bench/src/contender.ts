/** What one round took, per operation. */
export interface Sample {
  readonly cpuMicros: number
  readonly wallMicros: number
  /** Latency that 99 of 100 operations stay below; only where single operations are timed. */
  readonly p99Micros?: number
  /** Figures of the row's own, by name: memory, the longest hold of the event loop, … */
  readonly extra?: Readonly<Record<string, number>>
}

/** Work of one round: `count` operations, `inFlight` at a time. */
export interface Load {
  readonly count: number
  readonly inFlight: number
}

/** One way to do a piece of work, in this process or in one of its own. */
export interface Contender {
  readonly name: string
  /** Share of the row's operations that it does a round, for one that takes many times as long. @defaultValue 1 */
  readonly share?: number
  readonly round: (load: Load) => Promise<Sample>
}

/** Figures that an operation tells of itself. */
export type Extra = Readonly<Record<string, number>> | void

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

/** Makes a contender that works in this process; the server must be in another, or its CPU time would count too. */
export const inProcess = (name: string, run: () => Promise<Extra> | Extra): Contender => ({
  name,
  round: async ({ count, inFlight }) => {
    const latencies: number[] = []
    const extra: Record<string, number> = {}
    let left = count
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        const startedMs = performance.now()
        const told = await run()
        latencies.push((performance.now() - startedMs) * 1000)
        for (const [key, value] of Object.entries(told ?? {})) extra[key] = Math.max(extra[key] ?? 0, value)
      }
    }
    const cpu = process.cpuUsage()
    const startedMs = performance.now()
    await Promise.all(Array.from({ length: Math.min(inFlight, count) }, worker))
    const wallMs = performance.now() - startedMs
    const { user, system } = process.cpuUsage(cpu)
    return {
      cpuMicros: (user + system) / count,
      wallMicros: (wallMs * 1000) / count,
      p99Micros: percentile(latencies, 0.99),
      extra,
    }
  },
})
