import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShard, ShardWriter, StoredContent, writeRecords, type DatasetRecord } from '../src/index.js'
import { all, memoryBucket } from './support/memory-bucket.js'

const numbered = function* (count: number): Generator<DatasetRecord> {
  for (let index = 0; index < count; index += 1) yield { __key__: `k${index}`, txt: `text ${index}`, cls: index }
}

describe('records', () => {
  it('come back equal, whatever their keys and bytes', async () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9ü日 _-]{1,20}$/)
    const key = fc.tuple(fc.array(word, { maxLength: 2 }), word).map(([folders, own]) => [...folders, own].join('/'))
    const column = fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z0-9]{1,5})?$/)
    const columns = fc.dictionary(column, fc.uint8Array({ maxLength: 2000 }), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    })
    const records = fc.uniqueArray(fc.record({ key, columns }), { selector: (record) => record.key, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 5 }), async (given, maxCount) => {
        const { bucket } = memoryBucket()
        const { shards, sampleCount } = await writeRecords(
          bucket,
          given.map((record) => ({ __key__: record.key, ...record.columns })),
          { maxCount },
        )
        expect(sampleCount).toBe(given.length)
        expect(shards.map((shard) => shard.name)).toEqual(
          Array.from({ length: Math.ceil(given.length / maxCount) }, (_, index) => `dataset-${index}.tar`),
        )
        const read = (await Promise.all(shards.map(({ name }) => all(readShard(bucket, name))))).flat()
        expect(
          read.map(({ key: own, columns: map }) => [
            own,
            Object.fromEntries([...map].map(([name, bytes]) => [name, new Uint8Array(bytes)])),
          ]),
        ).toEqual(given.map((record) => [record.key, record.columns]))
      }),
      { numRuns: 30 },
    )
  })

  it('are encoded by their extension as webdataset does', async () => {
    const { bucket } = memoryBucket()
    await writeRecords(bucket, [
      [
        ['__key__', 'a'],
        ['cls', 0],
        ['label.id', 9007199254740993n],
        ['json', { b: [1, 'x'] }],
        ['meta.JSN', null],
        ['txt', 'ü'],
        ['left.out', undefined],
        ['img', new Uint8Array([0, 255])],
        ['empty', ''],
      ],
    ])
    const [sample] = await all(readShard(bucket, 'dataset-000000.tar'))
    expect(sample?.key).toBe('a')
    expect([...(sample?.columns.keys() ?? [])].toSorted()).toEqual([
      'cls',
      'empty',
      'img',
      'json',
      'label.id',
      'meta.jsn',
      'txt',
    ])
    expect([sample?.integer('cls'), sample?.text('label.id'), sample?.json('json'), sample?.json('meta.jsn')]).toEqual([
      0,
      '9007199254740993',
      { b: [1, 'x'] },
      null,
    ])
    expect([sample?.text('txt'), sample?.bytes('img'), sample?.bytes('none'), sample?.text('empty')]).toEqual([
      'ü',
      Buffer.from([0, 255]),
      undefined,
      '',
    ])
    expect(() => sample?.integer('label.id')).toThrowError(
      expect.objectContaining({ _tag: 'Decode', path: 'label.id' }),
    )
    expect(() => sample?.json('txt')).toThrowError(expect.objectContaining({ _tag: 'Decode' }))
  })

  it('are encoded by the caller first', async () => {
    const { bucket } = memoryBucket()
    const encoder = (column: string, value: unknown): string | undefined =>
      column === 'date' ? (value as Date).toISOString() : undefined
    await writeRecords(bucket, [{ __key__: 'a', date: new Date(0), cls: 1 }], { encoder })
    const [sample] = await all(readShard(bucket, 'dataset-000000.tar'))
    expect([sample?.text('date'), sample?.integer('cls')]).toEqual(['1970-01-01T00:00:00.000Z', 1])
  })

  it('fill shards up to both limits, and name them as told', async () => {
    const { bucket } = memoryBucket()
    const told: string[] = []
    const record = (index: number): DatasetRecord => ({ __key__: `k${index}`, bin: new Uint8Array(400) })
    const { shards } = await writeRecords(
      bucket,
      Array.from({ length: 5 }, (_, index) => record(index)),
      {
        pattern: 'train/part',
        maxCount: 100,
        maxSizeBytes: 600,
        startShard: 7,
        onShard: ({ name }) => told.push(name),
      },
    )
    expect(shards.map(({ name, sampleCount }) => [name, sampleCount])).toEqual([
      ['train/part-007.tar', 2],
      ['train/part-008.tar', 2],
      ['train/part-009.tar', 1],
    ])
    expect(told).toEqual(shards.map(({ name }) => name))
    expect(shards.map(({ sizeBytes }) => sizeBytes)).toEqual([3072, 3072, 2048])
  })

  it.each<readonly [string, DatasetRecord, string]>([
    ['no key', { txt: 'a' } as never, '__key__'],
    [
      'two keys',
      [
        ['__key__', 'a'],
        ['__key__', 'b'],
        ['txt', 'a'],
      ],
      '__key__',
    ],
    ['an empty key', { __key__: '', txt: 'a' }, '__key__'],
    ['a key with a dot', { __key__: 'a.b', txt: 'a' }, '__key__'],
    ['a key that leads out', { __key__: '../a', txt: 'a' }, '__key__'],
    ['a key that is no text', { __key__: 7, txt: 'a' } as never, '__key__'],
    ['no columns', { __key__: 'a' }, 'record'],
    ['nothing', null as never, 'record'],
    [
      'a column twice',
      [
        ['__key__', 'a'],
        ['txt', 'a'],
        ['TXT', 'b'],
      ],
      'column',
    ],
    ['a column with a slash', { __key__: 'a', 'b/c': 'a' }, 'column'],
    ['a column that webdataset leaves out', { __key__: 'a', _url: 'a' }, 'column'],
    ['a class that is no integer', { __key__: 'a', cls: 1.5 }, 'column'],
    ['a value without a form', { __key__: 'a', jpg: { width: 3 } }, 'column'],
    ['JSON with a cycle', { __key__: 'a', json: { n: 1n } }, 'column'],
    ['the key of the record before', { __key__: 'first', txt: 'a' }, '__key__'],
  ])('are refused with %s', async (_, record, field) => {
    const { bucket, stored } = memoryBucket()
    const written = writeRecords(bucket, [{ __key__: 'first', txt: 'a' }, record])
    await expect(written).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(stored.size).toBe(0)
  })

  it.each([
    ['maxCount', { maxCount: 0 }],
    ['maxSizeBytes', { maxSizeBytes: 0 }],
    ['maxCount', { maxCount: 1.5 }],
    ['startShard', { startShard: -1 }],
    ['mtimeMs', { mtimeMs: -1 }],
    ['pattern', { pattern: '../a' }],
  ])('are refused with a wrong %s', async (field, options) => {
    const { bucket } = memoryBucket()
    await expect(writeRecords(bucket, numbered(1), options)).rejects.toMatchObject({ _tag: 'InvalidInput', field })
  })

  it('are streamed: no more is taken from the source than was sent', async () => {
    const { bucket, receivedBytes } = memoryBucket()
    let most = 0
    const pieceBytes = 1 << 20
    const source = function* (): Generator<DatasetRecord> {
      for (let index = 0; index < 64; index += 1) {
        most = Math.max(most, index * pieceBytes - receivedBytes())
        yield { __key__: `k${index}`, bin: new Uint8Array(pieceBytes) }
      }
    }
    await writeRecords(bucket, source())
    expect(most).toBeLessThan(3 * pieceBytes)
  })

  it('end with the upload that fails', async () => {
    const { bucket, stored } = memoryBucket()
    const written = writeRecords(bucket, [{ __key__: 'a', bin: new Uint8Array(1 << 22) }], { pattern: 'refused' })
    await expect(written).rejects.toMatchObject({ _tag: 'Api', code: 'BucketNotFound' })
    expect(stored.size).toBe(0)
  })

  it.each([
    [
      'is shorter',
      new StoredContent(5, async function* () {
        yield Buffer.from('abc')
      }),
    ],
    [
      'is longer',
      new StoredContent(2, async function* () {
        yield Buffer.from('abc')
      }),
    ],
    [
      'fails',
      new StoredContent(2, () => {
        throw new Error('gone')
      }),
    ],
  ])('end with content that %s, and keep what was stored', async (_, bin) => {
    const { bucket, stored } = memoryBucket()
    const written = writeRecords(bucket, [...numbered(2), { __key__: 'x', bin }], { maxCount: 2 })
    await expect(written).rejects.toMatchObject({ _tag: 'InvalidInput', field: 'column' })
    expect([...stored.keys()]).toEqual(['dataset-0.tar'])
  })

  it('end as their source does', async () => {
    const { bucket, stored } = memoryBucket()
    const broken = async function* (): AsyncGenerator<DatasetRecord> {
      yield { __key__: 'a', txt: 'a' }
      throw new RangeError('source')
    }
    await expect(writeRecords(bucket, broken())).rejects.toThrow('source')
    expect(stored.size).toBe(0)
  })
})

describe('the shard writer', () => {
  it('keeps the order of calls that do not wait', async () => {
    const { bucket } = memoryBucket()
    {
      await using writer = new ShardWriter(bucket, { maxCount: 100 })
      await Promise.all([...numbered(20)].map((record) => writer.write(record)))
    }
    expect((await all(readShard(bucket, 'dataset-000.tar'))).map(({ key }) => key)).toEqual(
      Array.from({ length: 20 }, (_, index) => `k${index}`),
    )
  })

  it('stores nothing when it is aborted, and takes nothing more', async () => {
    const { bucket, stored } = memoryBucket()
    const writer = new ShardWriter(bucket)
    await writer.write({ __key__: 'a', txt: 'a' })
    await writer.abort()
    await writer.close()
    expect(stored.size).toBe(0)
    await expect(writer.write({ __key__: 'b', txt: 'a' })).rejects.toMatchObject({
      _tag: 'InvalidInput',
      field: 'record',
    })
  })

  it('stores no shard without samples', async () => {
    const { bucket, stored } = memoryBucket()
    await new ShardWriter(bucket).close()
    expect(stored.size).toBe(0)
  })
})
