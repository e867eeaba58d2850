/** One way to do a piece of work; `run` does it once. */
export interface Contender {
  readonly name: string
  readonly run: () => Promise<void>
}

/** A row of the table: the same work by several contenders; the first is ours. */
export interface Row {
  readonly name: string
  readonly inFlight: number
  /** How often each contender does the work in one round. */
  readonly count: number
  readonly contenders: readonly Contender[]
}

/** What one contender took, per operation: medians over the rounds, and the spread of the CPU time. */
export interface Measured {
  readonly row: string
  readonly contender: string
  readonly cpuMicros: number
  readonly cpuMicrosMin: number
  readonly cpuMicrosMax: number
  readonly wallMicros: number
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Runs `count` operations, `inFlight` at a time. */
const round = async ({ run }: Contender, count: number, inFlight: number): Promise<void> => {
  let left = count
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await run()
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlight, count) }, worker))
}

/** Measures a row: a warm-up, then rounds in which the contenders take turns, so that drift hits all alike. */
export const measureRow = async (row: Row, rounds: number): Promise<readonly Measured[]> => {
  for (const contender of row.contenders) await round(contender, Math.ceil(row.count / 4), row.inFlight)
  const samples = new Map(row.contenders.map(({ name }) => [name, { cpu: [] as number[], wall: [] as number[] }]))
  for (let index = 0; index < rounds; index += 1)
    for (const contender of row.contenders) {
      const cpu = process.cpuUsage()
      const startedMs = performance.now()
      await round(contender, row.count, row.inFlight)
      const { user, system } = process.cpuUsage(cpu)
      const sample = samples.get(contender.name)
      sample?.cpu.push((user + system) / row.count)
      sample?.wall.push(((performance.now() - startedMs) * 1000) / row.count)
    }
  return [...samples].map(([contender, { cpu, wall }]) => ({
    row: row.name,
    contender,
    cpuMicros: median(cpu),
    cpuMicrosMin: Math.min(...cpu),
    cpuMicrosMax: Math.max(...cpu),
    wallMicros: median(wall),
  }))
}
