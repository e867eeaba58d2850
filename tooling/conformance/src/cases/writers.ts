import assert from 'node:assert/strict'
import { proves, type Case } from '../case.ts'
import { failsWith, failure, sameBytes, sampleBytes } from '../expectations.ts'

export const writerCases: readonly Case[] = [
  proves('Object.append_content', 'builds an object that appears with the flush', async (world) => {
    const object = (await world.bucket()).object('dir/log ü')
    const first = await object.appendContent('one,')
    assert.notEqual(first, '')
    const second = await object.getWriter().appendContent('two', { handle: first })
    await failsWith('ObjectNotFound', () => object.get().readAll())
    assert.equal(await object.appendContent('', { handle: second, flush: true }), '')
    sameBytes(await object.get().readAll(), 'one,two')
    assert.equal((await object.head()).size, 7)
  }),
  proves('Object.append_content', 'content given with the flush is not lost', async (world) => {
    const object = (await world.bucket()).object('o')
    const handle = await object.appendContent('one,')
    assert.equal(await object.appendContent('two', { handle, flush: true }), '')
    sameBytes(await object.get().readAll(), 'one,two')
    assert.equal(await object.appendContent(',three', { flush: true }), '')
    sameBytes(await object.get().readAll(), 'one,two,three')
  }),
  proves('Object.append_content', 'starts from what the object has', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('before,')
    const handle = await object.appendContent('after')
    sameBytes(await object.get().readAll(), 'before,')
    await object.appendContent('', { handle, flush: true })
    sameBytes(await object.get().readAll(), 'before,after')
  }),
  proves('Object.append_content', 'appended megabytes are read back and hold to their checksum', async (world) => {
    const [object, sample] = [(await world.bucket()).object('o'), sampleBytes(3_000_000)]
    let handle = ''
    for (let start = 0; start < sample.length; start += 1_000_000)
      handle = await object.appendContent(sample.subarray(start, start + 1_000_000), { handle })
    await object.appendContent('', { handle, flush: true })
    sameBytes(await object.get().readAll(), sample)
    assert.equal((await object.head()).checksumType, 'xxhash2')
  }),
  proves('Object.append_content', 'a missing bucket and a handle that is none are errors', async (world) => {
    const bucket = await world.bucket()
    await failsWith('BadRequest', () => bucket.object('o').appendContent('x', { handle: 'no handle' }))
    await failsWith('BucketNotFound', () => world.unborn().object('o').appendContent('x'))
  }),
  proves('ObjectWriter.as_file', 'w begins anew, a goes on', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('old')
    {
      await using file = object.getWriter().asFile('w')
      assert.equal(await file.write('new '), 4)
      assert.equal(await file.write(new TextEncoder().encode('ü')), 2)
    }
    sameBytes(await object.get().readAll(), 'new ü')
    const file = object.getWriter().asFile('a')
    await file.write(' and')
    await file.flush()
    sameBytes(await object.get().readAll(), 'new ü and')
    await file.write(' more')
    await file.close()
    await file.close()
    sameBytes(await object.get().readAll(), 'new ü and more')
    assert.equal((await failure(() => file.write('late')))._tag, 'InvalidInput')
  }),
  proves('ObjectWriter.as_file', 'w without a write leaves an empty object', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('old')
    await object.getWriter().asFile('w').close()
    sameBytes(await object.get().readAll(), '')
  }),
]
