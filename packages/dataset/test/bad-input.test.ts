import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { ShardWriter, writeRecords, type DatasetRecord } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})

const bucket = { name: 'b', provider: 'ais', client: connection } as const
const writer = (options: ConstructorParameters<typeof ShardWriter>[1] = {}): ShardWriter =>
  new ShardWriter(bucket, options)

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  ['a record without key', '__key__', () => writer().write({ txt: 'a' } as never)],
  [
    'a record with two keys',
    '__key__',
    () =>
      writer().write([
        ['__key__', 'a'],
        ['__key__', 'b'],
        ['txt', 't'],
      ]),
  ],
  ['a record with an empty key', '__key__', () => writer().write({ __key__: '', txt: 'a' })],
  ['a record of a list without key', '__key__', () => writeRecords(bucket, [{ txt: 'a' } as unknown as DatasetRecord])],
  ['a record without columns', 'record', () => writer().write({ __key__: 'a' })],
  ['a shard limit of 0 records', 'maxCount', () => writer({ maxCount: 0 })],
  ['a shard limit of 0 bytes', 'maxSizeBytes', () => writer({ maxSizeBytes: 0 })],
  ['a negative shard limit', 'maxCount', () => writeRecords(bucket, [], { maxCount: -1 })],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
