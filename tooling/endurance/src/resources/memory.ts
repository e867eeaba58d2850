import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { startChild } from '../child.ts'

/** What one way of moving content cost. */
export interface MemoryCost {
  readonly way: string
  readonly pieceBytes: number
  readonly moved: number
  /** How far the peak of memory rose above what an object of 1 MiB had needed, in MiB. */
  readonly riseMib: number
  /** How far it rose above what 64 MiB in the same way had needed before, in the same process: does it hang on the size? */
  readonly growthMib: number
  /** The peak itself. */
  readonly peakMib: number
  /** Most of it that lay in buffers, garbage not yet collected among them. */
  readonly buffersMib: number
}

/** What all else is measured by: Node's own client, which lets garbage of its buffers grow by tens of MiB too. */
export const bareWays = ['node:http get', 'node:http put']

/** Ways to read. */
export const readingWays = [
  'iterator',
  'raw',
  'web stream',
  'node stream',
  'writer',
  'file',
  'parallel',
  'to file',
  'to file, resuming',
]
/** Ways to write, other than in pieces. */
export const writingWays = ['put', 'put stream once', 'put file', 'put in parts']

/** One way, with pieces of a size; `sizeBytes` instead of the run's. */
export interface MemoryRow {
  readonly way: string
  readonly pieceBytes?: number
  readonly sizeBytes?: number
}

/** Moves an object in each way, in a process of its own each. */
export const measureMemory = async (
  rows: readonly MemoryRow[],
  sizeBytes: number,
  log: (line: string) => void,
): Promise<readonly MemoryCost[]> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ais-memory-data-'))
  try {
    await using emulator = await startEmulator({ dataDir })
    await using client = new Client(emulator.endpoint)
    const bucket = await client.bucket('memory').create()
    const content = (total: number) =>
      async function* (): AsyncGenerator<Uint8Array> {
        const one = new Uint8Array(2 ** 20).fill(3)
        for (let left = total; left > 0; left -= one.length) yield one.subarray(0, Math.min(left, one.length))
      }
    await bucket.object('small').putContent(content(2 ** 20))
    await bucket.object('warm').putContent(content(64 * 2 ** 20))
    if (rows.some(({ way }) => readingWays.includes(way) || bareWays.includes(way)))
      await bucket.object('large').putContent(content(sizeBytes))
    const costs: MemoryCost[] = []
    for (const row of rows) {
      const { way, pieceBytes = 65_536 } = row
      const size = row.sizeBytes ?? sizeBytes
      const child = startChild('memory', [emulator.endpoint, 'memory', way, String(size), String(pieceBytes)])
      const { code } = await child.ended
      if (code !== 0) throw new Error(`${way} with pieces of ${pieceBytes} bytes ended with ${code}`)
      const cost = JSON.parse(child.lines.at(-1) ?? '') as MemoryCost
      if (cost.moved !== size) throw new Error(`${way} moved ${cost.moved} of ${size} bytes`)
      log(JSON.stringify(cost))
      costs.push(cost)
    }
    return costs
  } finally {
    rmSync(dataDir, { recursive: true })
  }
}
