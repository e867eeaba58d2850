import { createTarWriter } from '@ais/archives'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShard } from '../src/index.js'
import { splitPath } from '../src/record/split-path.js'
import { all, memoryBucket } from './support/memory-bucket.js'

const shardOf = async (...members: readonly (readonly [string, string])[]): Promise<Uint8Array> => {
  const tar = createTarWriter()
  const whole = all(tar.content)
  for (const [path, text] of members) await tar.add({ path, sizeBytes: text.length }, [Buffer.from(text)])
  tar.end()
  return Buffer.concat(await whole)
}

const read = async (shard: Uint8Array, options = {}) => {
  const { bucket } = memoryBucket(new Map([['s.tar', shard]]))
  const samples = await all(readShard(bucket, 's.tar', options))
  return samples.map(({ key, columns }) => [key, [...columns.keys()]])
}

describe('a shard', () => {
  it('is split into samples as webdataset splits it', async () => {
    const shard = await shardOf(
      ['__meta__', 'left out'],
      ['noextension', 'left out'],
      ['a.b/c', 'left out'],
      ['a.jpg', ''],
      ['a.SEG.png', ''],
      ['x/a.jpg', ''],
      ['x/.hidden', ''],
      ['a.jpg', ''],
    )
    expect(await read(shard)).toEqual([
      ['a', ['jpg', 'seg.png']],
      ['x/a', ['jpg']],
      ['x/', ['hidden']],
      ['a', ['jpg']],
    ])
  })

  it('with a column twice is refused', async () => {
    await expect(read(await shardOf(['a.jpg', ''], ['a.JPG', '']))).rejects.toMatchObject({
      _tag: 'Decode',
      path: 'a.JPG',
    })
  })

  it('with names of JavaScript is read like any other', async () => {
    expect(await read(await shardOf(['__proto__.constructor', 'a'], ['constructor.__proto__', 'b']))).toEqual([
      ['__proto__', ['constructor']],
      ['constructor', ['__proto__']],
    ])
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })

  it('with a sample beyond the limit is refused before it is read', async () => {
    const shard = await shardOf(['a.jpg', 'xxxxx'], ['a.png', 'xxxxx'])
    await expect(read(shard, { maxSampleBytes: 9 })).rejects.toMatchObject({ _tag: 'Decode', path: 'a.png' })
    await expect(read(shard, { maxSampleBytes: 10 })).resolves.toHaveLength(1)
    await expect(read(shard, { maxSampleBytes: 0 })).rejects.toMatchObject({
      _tag: 'InvalidInput',
      field: 'maxSampleBytes',
    })
  })

  it('with more columns than a sample has is refused', async () => {
    const columns = Array.from({ length: 65_537 }, (_, at) => [`a.c${at}`, ''] as const)
    await expect(read(await shardOf(...columns))).rejects.toMatchObject({ _tag: 'Decode', path: 'a.c65536' })
  }, 60_000)

  it('splits paths as webdataset does, and long ones in no time', () => {
    const asWebdataset = (path: string): unknown => {
      const [, key, column] = /^((?:.*\/|)[^.]+)\.([^/]*)$/s.exec(path) ?? []
      return key === undefined || column === undefined ? undefined : [key, column.toLowerCase()]
    }
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', '.', 'a', 'B', '\n'), maxLength: 12 }), (path) => {
        expect(splitPath(path)).toEqual(asWebdataset(path))
      }),
      { numRuns: 5_000 },
    )
    const long = '/\0'.repeat(2 ** 20)
    const start = process.cpuUsage()
    expect(splitPath(`${long}/`)).toBeUndefined()
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000)
  })

  it('that is none, or was cut, is refused', async () => {
    const shard = await shardOf(['a.jpg', 'x'.repeat(1000)])
    await expect(read(shard.subarray(0, 700))).rejects.toMatchObject({ _tag: 'Decode' })
    await expect(read(Buffer.alloc(3000, 'x'))).rejects.toMatchObject({ _tag: 'Decode' })
  })

  it('that is missing is told', async () => {
    const { bucket } = memoryBucket()
    await expect(all(readShard(bucket, 's.tar'))).rejects.toMatchObject({ _tag: 'Api', code: 'ObjectNotFound' })
  })

  it('can be left early', async () => {
    const { bucket } = memoryBucket(new Map([['s.tar', await shardOf(['a.jpg', '1'], ['b.jpg', '2'])]]))
    for await (const sample of readShard(bucket, 's.tar')) {
      expect(sample.text('jpg')).toBe('1')
      break
    }
  })
})
