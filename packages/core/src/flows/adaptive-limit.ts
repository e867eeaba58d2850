import { isAisError } from '../errors/ais-error.js'

/** A task that has ended, as far as the limit is concerned. */
export interface EndedTask {
  /** How much work it was, in units of the caller's choice, more than 0: latencies are compared by unit. */
  readonly units: number
  readonly latencyMs: number
  /** It failed in a way that says that the other side has too much to do. */
  readonly isOverload: boolean
}

/** Tasks at the same time at first, where the cap allows. */
const firstLimit = 8
/** How much is added when all is well. */
const rise = 2
/** What is left of the limit when more at a time brings nothing but waiting. */
const fall = 0.75
/** What is left of it when the other side has too much to do. */
const overloadFall = 0.5
/** Latency, as a multiple of the lowest seen, from which more at a time must have brought more done. */
const slower = 2
/** How much more must be done then, as a multiple of what was done before. */
const gain = 1.1
/** How fast the lowest latency is forgotten, per window: a cluster does not stay what it was. */
const forgetting = 1.002

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/**
 * How many tasks may run at the same time, from what came of those before: it rises by a little while all is well, and falls by a
 * share when tasks fail for overload, or take longer without more being done. Never above its cap.
 */
export class AdaptiveLimit {
  readonly cap: number
  #limit: number
  #lowestMs = Infinity
  #rateBefore = 0
  #startedMs: number
  #latencies: number[] = []
  #units = 0
  #isOverloaded = false

  /**
   * @param cap most tasks at a time, 1 or more
   * @param nowMs time of the start; times are given, so that they may be of a simulated clock
   */
  constructor(cap: number, nowMs: number) {
    this.cap = cap
    this.#limit = Math.min(cap, firstLimit)
    this.#startedMs = nowMs
  }

  /** Tasks that may run at the same time now, 1 or more. */
  get limit(): number {
    return this.#limit
  }

  /** Takes a task into account that has ended. */
  ended({ units, latencyMs, isOverload }: EndedTask, nowMs: number): void {
    this.#latencies.push(latencyMs / units)
    this.#units += units
    this.#isOverloaded ||= isOverload
    // About one turn of all that run: enough to see what the last change did.
    if (this.#latencies.length >= Math.max(4, this.#limit)) this.#closeWindow(nowMs)
  }

  #closeWindow(nowMs: number): void {
    const latencyMs = median(this.#latencies)
    const rate = this.#units / Math.max(0.001, nowMs - this.#startedMs)
    this.#lowestMs = Math.min(this.#lowestMs * forgetting, latencyMs)
    const isInVain = latencyMs > slower * this.#lowestMs && rate < gain * this.#rateBefore
    if (this.#isOverloaded) this.#limit = Math.max(1, Math.floor(this.#limit * overloadFall))
    else if (isInVain) this.#limit = Math.max(1, Math.floor(this.#limit * fall))
    else this.#limit = Math.min(this.cap, this.#limit + rise)
    this.#rateBefore = rate
    this.#startedMs = nowMs
    this.#latencies = []
    this.#units = 0
    this.#isOverloaded = false
  }
}

/** Tells whether an error says that the cluster has too much to do, or cannot be reached for it. */
export const isOverload = (error: unknown): boolean =>
  isAisError(error) &&
  (error._tag === 'Unreachable' ||
    error._tag === 'Timeout' ||
    (error._tag === 'Api' && (error.code === 'RateLimited' || error.code === 'Unavailable')))

/** A task that {@link forEachAdaptively} runs: what it gives is its work in units, and the error that it kept to itself, if any. */
export type AdaptiveTask<Item> = (item: Item) => Promise<{ readonly units: number; readonly error?: unknown }>

/**
 * Runs a task for each item, as many at the same time as does good, never more than `cap`. The first task that throws ends it; those
 * that still run then are not waited for.
 */
export const forEachAdaptively = <Item>(
  items: Iterable<Item>,
  cap: number,
  task: AdaptiveTask<Item>,
): Promise<void> => {
  const limit = new AdaptiveLimit(cap, performance.now())
  const rest = items[Symbol.iterator]()
  return new Promise((resolve, reject) => {
    let running = 0
    let isOver = false
    const end = (error: unknown): void => {
      isOver = true
      reject(error as Error)
    }
    const run = async (item: Item): Promise<void> => {
      const startedMs = performance.now()
      const { units, error } = await task(item)
      const nowMs = performance.now()
      limit.ended({ units, latencyMs: nowMs - startedMs, isOverload: isOverload(error) }, nowMs)
      running -= 1
      fill()
    }
    const fill = (): void => {
      while (!isOver && running < limit.limit) {
        const next = rest.next()
        if (next.done === true) {
          isOver = running === 0
          if (isOver) resolve()
          return
        }
        running += 1
        run(next.value).catch(end)
      }
    }
    fill()
  })
}
