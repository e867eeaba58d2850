import { describe, expect, it } from 'vitest'
import { measureRow } from '../src/measure.ts'
import { table } from '../src/table.ts'

describe('the bench harness', () => {
  it('runs every contender as often as stated, never more at once than stated', async () => {
    const calls: Record<string, number> = {}
    let [running, most] = [0, 0]
    const contender = (name: string) => ({
      name,
      run: async () => {
        calls[name] = (calls[name] ?? 0) + 1
        most = Math.max(most, ++running)
        await Promise.resolve()
        running -= 1
      },
    })
    const measured = await measureRow(
      { name: 'r', inFlight: 3, count: 8, contenders: [contender('ours'), contender('peer')] },
      2,
    )
    expect(calls).toEqual({ ours: 2 + 2 * 8, peer: 2 + 2 * 8 })
    expect(most).toBe(3)
    expect(measured.map(({ contender: name }) => name)).toEqual(['ours', 'peer'])
  })

  it('tells ratios as ours over the peer', () => {
    const base = { row: 'r', cpuMicrosMin: 1, cpuMicrosMax: 1 }
    const text = table([
      { ...base, contender: 'ours', cpuMicros: 30, wallMicros: 60 },
      { ...base, contender: 'undici', cpuMicros: 20, wallMicros: 40 },
    ])
    expect(text.split('\n').at(-1)).toMatch(/undici +20 µs .* 1\.50 +1\.50$/)
  })
})
