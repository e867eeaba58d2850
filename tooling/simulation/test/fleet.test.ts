import { beforeAll, describe, expect, it } from 'vitest'
import { shapeOf, type Plan } from '../src/plan.ts'
import { simulate } from '../src/simulate.ts'
import type { FleetResult } from '../src/fleet.ts'
import { measuredSpeeds } from '../src/speeds.ts'
import { summarize, type Summary } from '../src/summary.ts'

/** A small fleet; incidents last from 5 to 11 seconds of its clock. */
const plan = (incident: string, more: Partial<Plan> = {}): Plan => ({
  seed: 7,
  clients: 20,
  workersPerClient: 4,
  thinkMs: 500,
  objects: 500,
  direct: false,
  cluster: shapeOf({ proxies: 2, targets: 10, parallel: 4 }, measuredSpeeds),
  incident,
  beginMs: 5000,
  endMs: 11_000,
  untilMs: 16_000,
  ...more,
})

/** Many clients that call seldom and give up early, on proxies that are five eighths full: what waits in them may be stale when it is served. */
const quietFleet = (incident: string): Plan =>
  plan(incident, {
    clients: 200,
    workersPerClient: 1,
    thinkMs: 4000,
    cluster: shapeOf({ proxies: 1, targets: 10, parallel: 4 }, { ...measuredSpeeds, proxyMs: 50 }),
    timeouts: { headersMs: 700, connectMs: 300 },
    beginMs: 10_000,
    endMs: 20_000,
    untilMs: 50_000,
  })

/** Retries that a budget of a share allows in a time: what all clients have in reserve, and the share of what they call. */
const retriesAllowed = (calls: number, clients: number, ratio = 0.1): number => clients * 10 + calls * ratio

const endedIn = ({ seconds }: FleetResult, from: number, to: number): number =>
  seconds
    .slice(from, to)
    .reduce((sum, { ok, failed }) => sum + ok + Object.values(failed).reduce((all, count) => all + count, 0), 0)

const proxyExchangesIn = ({ seconds }: FleetResult, from: number, to: number): number =>
  seconds.slice(from, to).reduce((sum, { proxyExchanges }) => sum + proxyExchanges, 0)

describe('a fleet of clients', { timeout: 300_000 }, () => {
  const results = new Map<string, FleetResult>()
  const summaries = new Map<string, Summary>()
  const resultOf = (name: string): FleetResult => results.get(name) ?? { seconds: [], mapsTold: Number.NaN }
  const summaryOf = (name: string): Summary => {
    const summary = summaries.get(name)
    if (summary === undefined) throw new Error(`no run '${name}'`)
    return summary
  }
  beforeAll(async () => {
    const runs: readonly (readonly [string, Plan])[] = [
      ['restart', plan('proxy-restart')],
      ['restart again', plan('proxy-restart')],
      ['stalled, busy proxies', quietFleet('proxy-stall')],
      [
        'back alone',
        plan('proxy-restart', { rejoin: [0, 1, 10].map((targets) => ({ afterMs: targets * 200, targets })) }),
      ],
      ['still', plan('stalled-target', { objects: 50 })],
      ['slow', plan('slow-target')],
      ['moved', plan('rebalance')],
      ['moved, direct', plan('rebalance', { direct: true })],
      ['storm', plan('storm-429')],
      ['storm without a budget', plan('storm-429', { retry: { budgetRatio: 1 } })],
    ]
    for (const [name, each] of runs) {
      const result = await simulate(each)
      results.set(name, result)
      summaries.set(name, summarize(each, result))
    }
  }, 300_000)

  it('does the same for the same seed', () => {
    expect(resultOf('restart again')).toEqual(resultOf('restart'))
  })

  it('does not bury proxies that restart: retries stay within the budget', () => {
    const { during } = summaryOf('restart')
    expect(during.failedPerSecond).toBeGreaterThan(0)
    const result = resultOf('restart')
    const calls = endedIn(result, 5, 11)
    expect(proxyExchangesIn(result, 5, 11)).toBeLessThanOrEqual(calls + retriesAllowed(calls, 20) + 80)
    // Once what was in reserve is spent.
    expect(proxyExchangesIn(result, 9, 11) / endedIn(result, 9, 11)).toBeLessThan(1.2)
  })

  it('is back within a second of the end of a restart, without a herd', () => {
    const { recoverySeconds, before } = summaryOf('restart')
    expect(recoverySeconds).toBeLessThanOrEqual(1)
    const first = resultOf('restart').seconds.slice(11, 13)
    for (const { proxyExchanges } of first) expect(proxyExchanges).toBeLessThan(1.5 * before.proxyExchangesPerSecond)
  })

  it('does not bury proxies that stood still under attempts that nobody waits for any more', () => {
    const { before, after, recoverySeconds } = summaryOf('stalled, busy proxies')
    // Without any retry it takes 10 s to work off what came meanwhile; with five attempts at the price of one each, more than 30 s.
    expect(recoverySeconds).toBeLessThanOrEqual(20)
    expect(after.okPerSecond).toBeGreaterThan(0.9 * before.okPerSecond)
  })

  it('fails at once while the proxy knows no target or not all of them, and is back when it does', () => {
    const { seconds } = resultOf('back alone')
    expect(Object.keys(seconds[11]?.failed ?? {})).toEqual(expect.arrayContaining(['Api 400', 'Api 404']))
    expect(seconds[12]?.failed).toHaveProperty('Api 404')
    expect(summaryOf('back alone').recoverySeconds).toBe(2)
    expect(seconds[14]?.failed).toEqual({})
  })

  it('holds more and more of its workers at a target that stands still, and has them back when that goes on', () => {
    const { during, after, before, recoverySeconds } = summaryOf('still')
    expect(resultOf('still').seconds[10]?.ok).toBeLessThan(0.7 * before.okPerSecond)
    expect([during.failedPerSecond, after.failedPerSecond]).toEqual([0, 0])
    expect(recoverySeconds).toBe(0)
  })

  it('waits for a slow target, and reads from the others as fast as ever', () => {
    const { before, during, recoverySeconds } = summaryOf('slow')
    expect(during.failedPerSecond).toBe(0)
    expect(during.p99Ms).toBeGreaterThan(5 * before.p99Ms)
    expect(during.p50Ms).toBeLessThan(1.3 * before.p50Ms)
    expect(recoverySeconds).toBeLessThanOrEqual(2)
  })

  it('loses no read to a rebalance, and learns the new map about once per client and change', () => {
    expect(summaryOf('moved').during.failedPerSecond).toBe(0)
    const { during, after } = summaryOf('moved, direct')
    expect([during.failedPerSecond, after.failedPerSecond]).toEqual([0, 0])
    expect(resultOf('moved').mapsTold).toBe(0)
    const { mapsTold } = resultOf('moved, direct')
    expect(mapsTold).toBeGreaterThan(20)
    // One to begin with, one per change, and one more where a read with the old map was under way when the new one came.
    expect(mapsTold).toBeLessThanOrEqual(20 * 4)
  })

  it('gets through a storm of 429 what the cluster lets pass, at the cost that the budget allows', () => {
    const { before, during, recoverySeconds } = summaryOf('storm')
    expect(during.okPerSecond).toBeGreaterThan(0.4 * before.okPerSecond)
    const calls = endedIn(resultOf('storm'), 5, 11)
    expect(proxyExchangesIn(resultOf('storm'), 5, 11)).toBeLessThanOrEqual(calls + retriesAllowed(calls, 20) + 80)
    expect(recoverySeconds).toBeLessThanOrEqual(1)
    // The budget is what holds it: without one the storm feeds itself.
    expect(summaryOf('storm without a budget').amplification).toBeGreaterThan(1.3 * summaryOf('storm').amplification)
  })
})
