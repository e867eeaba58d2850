import assert from 'node:assert/strict'
import { SimpleBuffer } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, failure, sameBytes, sampleBytes } from '../expectations.ts'

const sample = sampleBytes(200_000)

async function* pieces(...lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0
  for (const length of lengths) yield sample.subarray(start, (start += length))
}

export const fileCases: readonly Case[] = [
  proves(['ObjectReader.as_file', 'ObjectFile', 'ObjectFile.read'], 'reads in any sizes, to the end', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent(sample)
    const file = object.get().asFile()
    sameBytes(await file.read(10), sample.subarray(0, 10))
    sameBytes(await file.read(0), '')
    sameBytes(await file.read(100_000), sample.subarray(10, 100_010))
    sameBytes(await file.read(), sample.subarray(100_010))
    sameBytes(await file.read(), '')
    sameBytes(await file.read(5), '')
    await file.close()
  }),
  proves('ObjectFile.tell', 'tells how far it was read', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent(sample)
    await using file = object.get().asFile()
    assert.equal(file.tell(), 0)
    await file.read(7)
    assert.equal(file.tell(), 7)
    await file.read()
    assert.equal(file.tell(), sample.length)
  }),
  proves(
    ['ObjectFile.close', 'ObjectFile.readable', 'ObjectFile.seekable'],
    'a closed file can be closed again, and not read',
    async (world) => {
      const object = (await world.bucket()).object('o')
      await object.putContent(sample)
      const file = object.get().asFile()
      assert.equal(file.readable(), true)
      assert.equal(file.seekable(), false)
      await file.read(3)
      await file.close()
      await file.close()
      assert.equal(file.readable(), false)
      assert.equal((await failure(() => file.read()))._tag, 'InvalidInput')
      assert.equal((await failure(() => file.tell()))._tag, 'InvalidInput')
    },
  ),
  proves('ObjectFile.read', 'a missing object, a wrong size and a wrong budget are errors', async (world) => {
    const bucket = await world.bucket()
    await failsWith('ObjectNotFound', () => bucket.object('none').get().asFile().read())
    assert.equal((await failure(() => bucket.object('o').get().asFile().read(-2)))._tag, 'InvalidInput')
    assert.equal((await failure(() => bucket.object('o').get().asFile({ maxResume: -1 }).read()))._tag, 'InvalidInput')
  }),
  proves('ObjectFile.read', 'reads at once take turns', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent(sample)
    await using file = object.get().asFile()
    const parts = await Promise.all([1000, 50_000, 3, 148_997].map((size) => file.read(size)))
    sameBytes(Buffer.concat(parts), sample)
  }),
  proves(
    ['SimpleBuffer', 'SimpleBuffer.fill', 'SimpleBuffer.read', 'SimpleBuffer.__len__'],
    'a buffer takes pieces and gives any sizes',
    async () => {
      const buffer = new SimpleBuffer()
      assert.equal(buffer.length, 0)
      const source = pieces(10, 20, 30)
      assert.equal(await buffer.fill(source, 15), 30)
      sameBytes(buffer.read(12), sample.subarray(0, 12))
      assert.equal(buffer.length, 18)
      assert.equal(await buffer.fill(source), 48)
      sameBytes(buffer.read(), sample.subarray(12, 60))
      sameBytes(buffer.read(5), '')
      assert.equal(await buffer.fill(source), 0)
    },
  ),
  proves('SimpleBuffer.empty', 'a buffer forgets what it holds', async () => {
    const buffer = new SimpleBuffer()
    await buffer.fill(pieces(10, 20))
    buffer.empty()
    assert.equal(buffer.length, 0)
    sameBytes(buffer.read(), '')
  }),
]
