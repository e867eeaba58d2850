import { describe, expect, it } from 'vitest'
import { coldGetBoundsMs, coldGetDelaysMs } from '../../src/content/cold-get-delays.js'

const fast = { estBandwidthBps: 1_250_000_000, maxColdWaitMs: 180_000 }
const slow = { estBandwidthBps: 1_250_000, maxColdWaitMs: 300_000 }

describe('the waits for an object that is on its way', () => {
  it.each([
    [0, fast, 2, 2],
    [100e6, fast, 2, 2],
    [1e9, fast, 2, 3],
    [10e9, fast, 2, 32],
    [100e9, fast, 10, 90],
    [10e6, slow, 2, 32],
    [20e6, slow, 4, 64],
    [50e6, slow, 10, 150],
  ])('follow from a size of %d bytes', (sizeBytes, options, minSeconds, maxSeconds) => {
    expect(coldGetBoundsMs(sizeBytes, options)).toEqual({ minMs: minSeconds * 1_000, maxMs: maxSeconds * 1_000 })
  })

  const first = (count: number, sizeBytes: number, options: typeof fast): readonly number[] => {
    const delays = coldGetDelaysMs(sizeBytes, options)
    return Array.from({ length: count }, () => delays.next().value as number)
  }

  it('double within their bounds', () => {
    expect(first(6, 10e9, fast)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 32_000])
    expect(first(4, 20e6, slow)).toEqual([4_000, 4_000, 8_000, 16_000])
    expect(first(3, 0, fast)).toEqual([2_000, 2_000, 2_000])
  })
})
