import TinyQueue from 'tinyqueue'

interface Timer {
  readonly atMs: number
  readonly order: number
  run: (() => void) | undefined
}

/** What {@link VirtualClock.setTimeout} gives; Node's own handles can be let go of too. */
interface TimerHandle {
  readonly timer: Timer
  unref(): TimerHandle
  ref(): TimerHandle
}

/** Lets all promises that can go on go on: the loop turns once. */
const settled = (() => {
  const { setImmediate } = globalThis
  return () => new Promise<void>((resolve) => void setImmediate(resolve))
})()

/** Time that passes only from one timer to the next, in the order that they are due; equal ones in the order that they were set. */
export class VirtualClock {
  #nowMs = 0
  #order = 0
  readonly #timers = new TinyQueue<Timer>([], (a, b) => a.atMs - b.atMs || a.order - b.order)

  get nowMs(): number {
    return this.#nowMs
  }

  setTimeout(run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]): TimerHandle {
    this.#order += 1
    const timer: Timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, run: () => run(...args) }
    this.#timers.push(timer)
    const handle: TimerHandle = { timer, unref: () => handle, ref: () => handle }
    return handle
  }

  clearTimeout(handle: TimerHandle | undefined): void {
    if (handle !== undefined) handle.timer.run = undefined
  }

  /** Runs everything that is due until then. */
  async runUntil(endMs: number): Promise<void> {
    await settled()
    for (let next = this.#timers.peek(); next !== undefined && next.atMs <= endMs; next = this.#timers.peek()) {
      this.#timers.pop()
      const { run } = next
      if (run === undefined) continue
      this.#nowMs = next.atMs
      run()
      await settled()
    }
    this.#nowMs = endMs
  }
}
