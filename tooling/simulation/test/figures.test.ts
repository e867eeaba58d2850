import { describe, expect, it } from 'vitest'
import { withFigures } from '../src/figures.ts'
import { holdToReal } from '../src/model-check.ts'
import { shapeOf, type Plan } from '../src/plan.ts'
import { measuredSpeeds } from '../src/speeds.ts'
import type { Second } from '../src/tally.ts'

describe('figures of a document', () => {
  const document =
    'a\n<!-- figures x -->\n\nold\n\n<!-- end of figures -->\nb\n<!-- figures y -->\n<!-- end of figures -->\n'

  it('are put between their marks, again and again, and nowhere else', () => {
    const once = withFigures(document, 'x', '| new |')
    expect(once).toBe(document.replace('old', '| new |'))
    expect(withFigures(once, 'x', '| new |')).toBe(once)
    expect(withFigures(document, 'y', '| z |')).toContain('old')
  })

  it('are not put where there are no marks', () => {
    expect(() => withFigures(document, 'z', '')).toThrow('figures z')
  })
})

describe('the model beside a real cluster', () => {
  const plan: Plan = {
    seed: 1,
    clients: 1,
    workersPerClient: 1,
    thinkMs: 1,
    objects: 1,
    direct: false,
    cluster: shapeOf({ proxies: 1, targets: 3, parallel: 4 }, measuredSpeeds),
    incident: 'none',
    beginMs: 5000,
    endMs: 10_000,
    untilMs: 15_000,
  }
  const run = (ok: number, latencyMs: number) => ({
    mapsTold: 0,
    seconds: Array.from({ length: 15 }, (): Second => ({
      ok,
      failed: {},
      proxyExchanges: ok,
      latenciesMs: [latencyMs],
    })),
  })
  const missed = (ok: number, latencyMs: number): readonly string[] =>
    holdToReal(plan, run(100, 3), run(ok, latencyMs), 1)
      .filter(({ isWithin }) => !isWithin)
      .map(({ what }) => what)

  it('is within the tolerances, the time in the client added', () => {
    expect(missed(109, 2)).toEqual([])
  })

  it('is told to be beyond them', () => {
    expect(missed(89, 6)).toEqual([
      'reads ok/s before',
      'p50 before, ms',
      'reads ok/s in trouble',
      'reads ok/s at the end',
    ])
  })
})
