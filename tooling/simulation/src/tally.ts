/** What one second of the fleet was like. */
export interface Second {
  ok: number
  /** Calls that failed, by the tag of their error. */
  failed: Record<string, number>
  /** Exchanges that proxies saw. */
  proxyExchanges: number
  /** Times of the calls that went well, in milliseconds. */
  latenciesMs: number[]
}

/** Calls of a second that failed, by whatever. */
export const failedOf = ({ failed }: Second): number => Object.values(failed).reduce((sum, count) => sum + count, 0)

/** Counts what calls come to, second by second of the clock that there is. */
export class Tally {
  readonly seconds: Second[] = []
  readonly #startedMs = performance.now()

  /** Milliseconds since the tally was made. */
  get nowMs(): number {
    return performance.now() - this.#startedMs
  }

  #now(): Second {
    const at = Math.floor(this.nowMs / 1000)
    while (this.seconds.length <= at) this.seconds.push({ ok: 0, failed: {}, proxyExchanges: 0, latenciesMs: [] })
    return this.seconds[at] as Second
  }

  ok(latencyMs: number): void {
    const second = this.#now()
    second.ok += 1
    second.latenciesMs.push(latencyMs)
  }

  failed(tag: string): void {
    const { failed } = this.#now()
    failed[tag] = (failed[tag] ?? 0) + 1
  }

  proxyExchange(): void {
    this.#now().proxyExchanges += 1
  }
}
