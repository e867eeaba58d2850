import { checksumOf, connect, type Connection } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { openParallel } from '../../src/index.js'
import { failureOf } from '../support/failure.js'

const object = { bucket: { name: 'b' }, name: 'o' }
const content = Uint8Array.from({ length: 350 }, (_, index) => index % 251)

interface Given {
  readonly checksum?: string
  readonly version?: (start: number) => string
  readonly chunkBytes?: string
  /** Called for each range; ranges answer when it resolves. */
  readonly gate?: (start: number) => Promise<void>
  readonly bytes?: (start: number, bytes: Uint8Array) => Uint8Array
}

const serving = async (
  given: Given = {},
): Promise<{ connection: Connection; ranges: string[]; most: () => number }> => {
  const ranges: string[] = []
  let [underWay, most] = [0, 0]
  const checksum = given.checksum ?? (await checksumOf('xxhash2', content))
  const headers = (version: string) => ({
    'ais-checksum-type': 'xxhash2',
    'ais-checksum-value': checksum,
    'ais-version': version,
  })
  const transport = memoryTransport(async ({ method, headers: asked }) => {
    if (method === 'HEAD')
      return {
        status: 200,
        headers: {
          ...headers('1'),
          'content-length': String(content.length),
          ...(given.chunkBytes === undefined
            ? {}
            : { 'ais-chunks-count': '4', 'ais-chunks-max-chunk-size': given.chunkBytes }),
        },
      }
    const range = String(asked['range'])
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? []
    ranges.push(range)
    underWay += 1
    most = Math.max(most, underWay)
    await given.gate?.(Number(from))
    underWay -= 1
    const part = content.slice(Number(from), Number(to) + 1)
    const bytes = given.bytes?.(Number(from), part) ?? part
    return {
      status: 206,
      headers: {
        ...headers(given.version?.(Number(from)) ?? '1'),
        'content-range': `bytes ${from}-${to}/${content.length}`,
        'content-length': String(part.length),
      },
      body: bytes,
    }
  })
  const connection = connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } })
  return { connection, ranges, most: () => most }
}

const read = async (connection: Connection, numWorkers: number, partSizeBytes?: number): Promise<Uint8Array[]> => {
  const { body } = await openParallel(connection, object, {
    numWorkers,
    ...(partSizeBytes === undefined ? {} : { partSizeBytes }),
  })
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return pieces
}

describe('a read in parallel', () => {
  it('asks for ranges, and gives them in order whatever comes first', async () => {
    const waiting = new Map<number, () => void>()
    const gate = (start: number): Promise<void> =>
      new Promise((resolve) => {
        waiting.set(start, resolve)
        // The last range answers first, then the one before it, and so on.
        if (waiting.size === 4) for (const release of [...waiting.values()].toReversed()) release()
      })
    const { connection, ranges } = await serving({ gate })
    const pieces = await read(connection, 4, 100)
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(content))
    expect(ranges).toEqual(['bytes=0-99', 'bytes=100-199', 'bytes=200-299', 'bytes=300-349'])
  })

  it('has no more ranges under way than workers', async () => {
    const { connection, most, ranges } = await serving({
      gate: async () => new Promise((resolve) => void setImmediate(resolve)),
    })
    await read(connection, 3, 10)
    expect(ranges).toHaveLength(35)
    expect(most()).toBe(3)
  })

  it("takes the size of the object's chunks", async () => {
    const { connection, ranges } = await serving({ chunkBytes: '200' })
    await read(connection, 2)
    expect(ranges).toEqual(['bytes=0-199', 'bytes=200-349'])
  })

  it('refuses a part of another version', async () => {
    const { connection } = await serving({ version: (start) => (start >= 200 ? '2' : '1') })
    expect((await failureOf(read(connection, 2, 100)))._tag).toBe('ObjectChanged')
  })

  it('holds the whole to its checksum, and takes up a range that ended early', async () => {
    const flipped = await serving({
      bytes: (start, bytes) => (start === 100 ? bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte)) : bytes),
    })
    expect((await failureOf(read(flipped.connection, 2, 100)))._tag).toBe('Checksum')
    const short = await serving({ bytes: (start, bytes) => (start === 100 ? bytes.slice(0, -1) : bytes) })
    expect(Buffer.concat(await read(short.connection, 2, 100))).toEqual(Buffer.from(content))
    expect(short.ranges).toContain('bytes=199-199')
  })

  it('ends the other ranges when the reader stops early', async () => {
    const { connection, ranges } = await serving()
    const { body } = await openParallel(connection, object, { numWorkers: 2, partSizeBytes: 10 })
    for await (const piece of body) {
      expect(piece).toEqual(content.slice(0, 10))
      break
    }
    expect(ranges.length).toBeLessThan(6)
  })
})
