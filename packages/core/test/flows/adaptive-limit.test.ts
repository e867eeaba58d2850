import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AdaptiveLimit, forEachAdaptively } from '../../src/flows/adaptive-limit.js'
import { TimeoutError } from '../../src/errors/timeout-error.js'

/** What a simulated server does with a request that makes so many that it works on. */
type Server = (underWay: number) => { readonly latencyMs: number; readonly isOverload: boolean }

interface Course {
  readonly tookMs: number
  readonly refused: number
  readonly most: number
  readonly limitAtEnd: number
}

/** Runs so many tasks against a simulated server, on a simulated clock: nothing waits, and all is the same each time. */
const simulate = (server: Server, count: number, cap: number, isAdaptive = true): Course => {
  const limit = new AdaptiveLimit(cap, 0)
  const running: { readonly endsMs: number; readonly startedMs: number; readonly isOverload: boolean }[] = []
  let [nowMs, left, refused, most] = [0, count, 0, 0]
  while (left > 0 || running.length > 0) {
    while (left > 0 && running.length < (isAdaptive ? limit.limit : cap)) {
      const { latencyMs, isOverload } = server(running.filter((one) => !one.isOverload).length + 1)
      running.push({ endsMs: nowMs + latencyMs, startedMs: nowMs, isOverload })
      left -= 1
    }
    most = Math.max(most, running.length)
    const next = running.reduce((first, one, index) => (one.endsMs < (running[first]?.endsMs ?? 0) ? index : first), 0)
    const [ended] = running.splice(next, 1)
    if (ended === undefined) break
    nowMs = ended.endsMs
    // What was refused is asked for again.
    if (ended.isOverload) [refused, left] = [refused + 1, left + 1]
    limit.ended({ units: 1, latencyMs: nowMs - ended.startedMs, isOverload: ended.isOverload }, nowMs)
  }
  return { tookMs: nowMs, refused, most, limitAtEnd: limit.limit }
}

const fine = { isOverload: false }
/** Far away and idle: each request takes its time, however many there are. */
const distant: Server = () => ({ latencyMs: 20, ...fine })
/** Four at a time are all it can do: more wait for their turn. */
const busy: Server = (underWay) => ({ latencyMs: 5 * Math.max(1, underWay / 4), ...fine })
/** More than six at a time are refused. */
const limited: Server = (underWay) => (underWay > 6 ? { latencyMs: 3, isOverload: true } : { latencyMs: 5, ...fine })

describe('AdaptiveLimit', () => {
  it('rises to its cap where more at a time is more done', () => {
    const [adaptive, eight] = [simulate(distant, 2_000, 64), simulate(distant, 2_000, 8, false)]
    expect(adaptive.limitAtEnd).toBe(64)
    expect(adaptive.tookMs).toBeLessThan(eight.tookMs / 2.5)
  })

  it('stays low where more at a time only wait, and is done as soon', () => {
    const [adaptive, all] = [simulate(busy, 2_000, 64), simulate(busy, 2_000, 64, false)]
    expect(adaptive.most).toBeLessThanOrEqual(24)
    expect(adaptive.tookMs).toBeLessThan(all.tookMs * 1.1)
  })

  it('keeps below what is refused, most of the time', () => {
    const [adaptive, all] = [simulate(limited, 2_000, 64), simulate(limited, 2_000, 64, false)]
    expect(adaptive.refused).toBeLessThan(all.refused / 5)
    expect(adaptive.refused).toBeLessThan(2_000 / 2)
  })

  it('rises again when the cluster has come to itself', () => {
    const limit = new AdaptiveLimit(32, 0)
    let nowMs = 0
    const windows = (count: number, isOverload: boolean): void => {
      for (let task = 0; task < count; task += 1) limit.ended({ units: 1, latencyMs: 10, isOverload }, (nowMs += 1))
    }
    windows(200, true)
    expect(limit.limit).toBe(1)
    windows(2_000, false)
    expect(limit.limit).toBe(32)
  })

  it('compares latencies by unit: a large file is not a slow cluster', () => {
    const limit = new AdaptiveLimit(32, 0)
    for (let task = 0; task < 1_000; task += 1) {
      const units = task % 7 === 0 ? 100 : 1
      limit.ended({ units, latencyMs: units * 2, isOverload: false }, task)
    }
    expect(limit.limit).toBe(32)
  })

  it('is from 1 to its cap, whatever happens', () => {
    const task = fc.record({
      units: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      latencyMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
      isOverload: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), fc.array(task, { maxLength: 300 }), (cap, tasks) => {
        const limit = new AdaptiveLimit(cap, 0)
        let nowMs = 0
        for (const ended of tasks) {
          limit.ended(ended, (nowMs += ended.latencyMs))
          expect(limit.limit).toBeGreaterThanOrEqual(1)
          expect(limit.limit).toBeLessThanOrEqual(cap)
        }
      }),
    )
  })
})

describe('forEachAdaptively', () => {
  it('runs each item once, never more at a time than the cap', async () => {
    const seen: number[] = []
    let [running, most] = [0, 0]
    const items = Array.from({ length: 200 }, (_, index) => index)
    await forEachAdaptively(items, 12, async (item) => {
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => setImmediate(resolve))
      running -= 1
      seen.push(item)
      return { units: 1 }
    })
    expect(seen.toSorted((a, b) => a - b)).toEqual(items)
    expect(most).toBeLessThanOrEqual(12)
  })

  it('is done with nothing to do', async () => {
    await forEachAdaptively([], 4, () => Promise.resolve({ units: 1 }))
  })

  it('starts nothing more after a task has thrown', async () => {
    let started = 0
    const failing = forEachAdaptively(Array.from({ length: 100 }), 2, async () => {
      started += 1
      await Promise.resolve()
      if (started > 5) throw new Error('broken')
      return { units: 1 }
    })
    await expect(failing).rejects.toThrow('broken')
    expect(started).toBeLessThan(10)
  })

  it('goes down to few at a time while tasks tell of overload', async () => {
    const error = new TimeoutError('headers', 1, 'no answer', { operation: 'test' })
    let [running, late] = [0, 0]
    let count = 0
    await forEachAdaptively(Array.from({ length: 400 }), 64, async () => {
      running += 1
      count += 1
      if (count > 200) late = Math.max(late, running)
      await new Promise<void>((resolve) => setImmediate(resolve))
      running -= 1
      return { units: 1, error }
    })
    expect(late).toBeLessThanOrEqual(2)
  })
})
