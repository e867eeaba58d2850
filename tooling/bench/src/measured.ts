/** Middle and ends of what the rounds gave. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** What one contender took, per operation. */
export interface Measured {
  readonly row: string
  readonly contender: string
  readonly cpuMicros: number
  readonly cpuMicrosMin: number
  readonly cpuMicrosMax: number
  readonly wallMicros: number
  readonly wallMicrosMin: number
  readonly wallMicrosMax: number
  readonly p99Micros: number | undefined
  readonly extra: Readonly<Record<string, number>>
}
