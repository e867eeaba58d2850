import { describe, expect, it } from 'vitest'
import { inProcess, type Contender } from '../src/contender.ts'
import { judge } from '../src/goals.ts'
import { measureRow } from '../src/measure.ts'
import type { Measured } from '../src/measured.ts'
import { table, verdictTable } from '../src/table.ts'

const measured = (contender: string, more: Partial<Measured> = {}): Measured => ({
  row: 'r',
  contender,
  cpuMicros: 20,
  cpuMicrosMin: 1,
  cpuMicrosMax: 1,
  wallMicros: 40,
  wallMicrosMin: 1,
  wallMicrosMax: 1,
  p99Micros: 100,
  extra: {},
  ...more,
})

describe('the bench harness', () => {
  it('runs every contender as often as stated, never more at once than stated', async () => {
    const calls: Record<string, number> = {}
    let [running, most] = [0, 0]
    const contender = (name: string): Contender =>
      inProcess(name, async () => {
        calls[name] = (calls[name] ?? 0) + 1
        most = Math.max(most, ++running)
        await Promise.resolve()
        running -= 1
      })
    const results = await measureRow(
      { name: 'r', inFlight: 3, count: 8, contenders: [contender('ours'), contender('peer')], goals: [] },
      2,
    )
    expect(calls).toEqual({ ours: 2 + 2 * 8, peer: 2 + 2 * 8 })
    expect(most).toBe(3)
    expect(results.map(({ contender: name }) => name)).toEqual(['ours', 'peer'])
  })

  it('lets the contenders take turns, each round another one first, and gives the median of the rounds with its ends', async () => {
    const turns: string[] = []
    const contender = (name: string, cpus: readonly number[]): Contender => {
      let round = 0
      return {
        name,
        round: () => {
          turns.push(name)
          // The first is the warm-up.
          const cpuMicros = cpus[round++ - 1] ?? 0
          return Promise.resolve({ cpuMicros, wallMicros: 1, extra: { held: cpuMicros * 2 } })
        },
      }
    }
    const [ours] = await measureRow(
      {
        name: 'r',
        inFlight: 1,
        count: 1,
        contenders: [contender('ours', [9, 1, 5]), contender('peer', [1, 1, 1])],
        goals: [],
      },
      3,
    )
    expect(turns.slice(2)).toEqual(['ours', 'peer', 'peer', 'ours', 'ours', 'peer'])
    expect(ours).toMatchObject({ cpuMicros: 5, cpuMicrosMin: 1, cpuMicrosMax: 9, extra: { held: 10 } })
    expect(ours?.p99Micros).toBeUndefined()
  })

  it('lets slow peers do their share only', async () => {
    const counts: number[] = []
    const round: Contender['round'] = ({ count }) => {
      counts.push(count)
      return Promise.resolve({ cpuMicros: 1, wallMicros: 1 })
    }
    const contenders = [{ name: 'ours', round, share: 1 / 4 }]
    await measureRow({ name: 'r', inFlight: 1, count: 10, warmUpCount: 20, contenders, goals: [] }, 1)
    expect(counts).toEqual([5, 3])
  })

  it('tells what the work tells of itself, the most of it', async () => {
    let at = 0
    const { round } = inProcess('ours', () => ({ peak: [3, 7, 5][at++] ?? 0 }))
    expect((await round({ count: 3, inFlight: 1 })).extra).toEqual({ peak: 7 })
  })

  it('tells ratios as ours over the peer', () => {
    const text = table([
      measured('ours', { cpuMicros: 30, wallMicros: 60, extra: { held: 12 } }),
      measured('undici', { cpuMicros: 20, wallMicros: 40 }),
    ])
    expect(text.split('\n').at(-1)).toMatch(/undici +20 µs .* 1\.50 +1\.50$/)
    expect(text).toContain('held 12')
  })

  it('judges by ratio and by bound, and skips what was not there', () => {
    const results = [measured('ours', { cpuMicros: 30, extra: { held: 12 } }), measured('undici')]
    const verdicts = judge(results, [
      { figure: 'cpuMicros', over: 'undici', most: 1.5, says: 'a' },
      { figure: 'cpuMicros', over: 'undici', most: 1.4, says: 'b' },
      { figure: 'held', most: 12, says: 'c' },
      { figure: 'held', most: 11, says: 'd' },
      { figure: 'cpuMicros', over: 'python', most: 1, says: 'e' },
    ])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['met', 'missed', 'met', 'missed', 'skipped'])
    expect(verdictTable(verdicts.map((verdict) => ({ row: 'r', verdict })))).toMatch(/r +b +1\.50 +missed/)
  })
})
