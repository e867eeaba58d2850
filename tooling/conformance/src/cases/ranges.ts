import assert from 'node:assert/strict'
import type { GetOptions } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, refusesAll, sameBytes, sampleBytes } from '../expectations.ts'

const sample = sampleBytes(100_000)
const end = sample.length

const readable: ReadonlyArray<readonly [string, GetOptions, Uint8Array]> = [
  ['the first byte', { byteRange: 'bytes=0-0' }, sample.subarray(0, 1)],
  ['the last byte', { byteRange: 'bytes=-1' }, sample.subarray(-1)],
  ['the middle', { byteRange: 'bytes=1000-1999' }, sample.subarray(1000, 2000)],
  ['from a byte on', { byteRange: 'bytes=99990-' }, sample.subarray(99_990)],
  ['beyond the end', { byteRange: 'bytes=99990-200000' }, sample.subarray(99_990)],
  ['the last bytes, more than there are', { byteRange: 'bytes=-200000' }, sample],
  ['all of it', { byteRange: `bytes=0-${end - 1}` }, sample],
  ['an offset', { offsetBytes: 12_345 }, sample.subarray(12_345)],
  ['an offset of 0', { offsetBytes: 0 }, sample],
  ['a length', { lengthBytes: 10 }, sample.subarray(0, 10)],
  ['offset and length', { offsetBytes: 50_000, lengthBytes: 7 }, sample.subarray(50_000, 50_007)],
  ['offset and length beyond the end', { offsetBytes: end - 1, lengthBytes: 100 }, sample.subarray(-1)],
]

const refused: Readonly<Record<string, GetOptions>> = {
  'a negative offset': { offsetBytes: -1 },
  'a fraction': { offsetBytes: 0.5 },
  NaN: { offsetBytes: Number.NaN },
  'an unsafe integer': { offsetBytes: 2 ** 53 },
  'no length': { lengthBytes: 0 },
  'a negative length': { lengthBytes: -1 },
  'both forms': { offsetBytes: 1, byteRange: 'bytes=0-1' },
  'an end before the start': { byteRange: 'bytes=5-2' },
  'no unit': { byteRange: '0-5' },
  'another unit': { byteRange: 'items=0-5' },
  nothing: { byteRange: 'bytes=' },
  'several ranges': { byteRange: 'bytes=0-1,4-5' },
  letters: { byteRange: 'bytes=a-b' },
  'a line break': { byteRange: 'bytes=0-1\r\nx: y' },
  'with an archive': { byteRange: 'bytes=0-1', archiveConfig: { archpath: 'a' } },
  'with a blob download': { byteRange: 'bytes=0-1', blobDownloadConfig: {} },
}

export const rangeCases: readonly Case[] = [
  ...readable.map(([what, options, expected]) =>
    proves('Object.get', `reads a range: ${what}`, async (world) => {
      const object = (await world.bucket()).object('o')
      await object.putContent(sample)
      sameBytes(await object.get(options).readAll(), expected)
      sameBytes(Buffer.concat(await collect(object.get({ ...options, chunkSize: 999 }))), expected)
    }),
  ),
  proves(['Object.get', 'ObjectAttributes.size'], 'a range tells size and checksum of the whole', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent(sample)
    const reader = object.get({ byteRange: 'bytes=10-19' })
    const content = await reader.raw()
    sameBytes(Buffer.concat(await collect(content.body)), sample.subarray(10, 20))
    assert.equal(content.sizeBytes, 10)
    assert.equal(content.attributes.size, sample.length)
    assert.equal(content.attributes.checksumValue, (await object.head()).checksumValue)
  }),
  proves('Object.get', 'a range behind the end is an error', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent(sample)
    const error = await failsWith('RangeNotSatisfiable', () => object.get({ offsetBytes: end }).readAll())
    assert.equal(error.status, 416)
    await failsWith('RangeNotSatisfiable', () => object.get({ byteRange: 'bytes=100000-100001' }).readAll())
  }),
  proves('Object.get', 'a range of an empty object is an error', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('')
    await failsWith('RangeNotSatisfiable', () => object.get({ byteRange: 'bytes=0-0' }).readAll())
  }),
  proves('Object.get', 'a range of a missing object is a missing object', async (world) => {
    const bucket = await world.bucket()
    await failsWith('ObjectNotFound', () => bucket.object('none').get({ byteRange: 'bytes=0-1' }).readAll())
  }),
  ...Object.entries(refused).map(([what, options]) =>
    proves('Object.get', `a range that cannot be right is refused: ${what}`, (world) =>
      refusesAll(world, { [what]: () => world.client.bucket('b').object('o').get(options).readAll() }),
    ),
  ),
  proves('ObjectReader.iter_from_position', 'within a range, positions count from its start', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent(sample)
    const reader = object.get({ offsetBytes: 1000, lengthBytes: 500 })
    sameBytes(Buffer.concat(await collect(reader.iterFromPosition(100))), sample.subarray(1100, 1500))
  }),
]
