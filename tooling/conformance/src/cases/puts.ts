import assert from 'node:assert/strict'
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Content } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failure, refusesAll, sameBytes, sampleBytes } from '../expectations.ts'
import type { World } from '../world.ts'

const sample = sampleBytes(300_000)

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < sample.length; start += 70_001) yield sample.subarray(start, start + 70_001)
}

const sampleFile = (world: World): string => {
  const path = join(world.folder(), 'sample file ü.bin')
  writeFileSync(path, sample)
  return path
}

const kinds: Readonly<Record<string, (world: World) => Content>> = {
  'a Uint8Array': () => sample,
  'an ArrayBuffer': () => sample.slice().buffer,
  'a DataView of a part': () => new DataView(Uint8Array.from([9, ...sample, 9]).buffer, 1, sample.length),
  'a Blob': () => new Blob([sample.slice()]),
  'a web stream': () => new Blob([sample.slice()]).stream(),
  'a Node stream of a file': (world) => createReadStream(sampleFile(world)),
  'a Node stream of pieces': () => Readable.from(pieces()),
  'an async generator': () => pieces(),
  'an iterable of pieces': () => [sample.subarray(0, 10), sample.subarray(10)],
  'a factory of streams': () => () => pieces(),
  'a path': (world) => ({ path: sampleFile(world) }),
}

export const putCases: readonly Case[] = [
  ...Object.entries(kinds).map(([kind, make]) =>
    proves(['Object.put_content', 'ObjectWriter'], `stores ${kind}, and holds it to its checksum`, async (world) => {
      const bucket = await world.bucket()
      const result = await bucket.object('o').getWriter().putContent(make(world))
      assert.equal(result.sizeBytes, sample.length)
      assert.equal(result.verified, true)
      sameBytes(await bucket.object('o').get().readAll(), sample)
    }),
  ),
  proves('Object.put_content', 'stores text as UTF-8', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('ü 日 😀\r\n\0')
    sameBytes(await bucket.object('o').get().readAll(), new TextEncoder().encode('ü 日 😀\r\n\0'))
  }),
  ...[0, 1, 65_535, 65_536, 1_048_577, 9_000_001].map((size) =>
    proves('Object.put_content', `stores ${size} bytes, given whole and streamed`, async (world) => {
      const [bucket, content] = [await world.bucket(), sampleBytes(size, size + 1)]
      await bucket.object('whole').putContent(content)
      await bucket.object('streamed').putContent(new Blob([content.slice()]).stream())
      await bucket.object('sized').putContent(new Blob([content.slice()]).stream(), { sizeBytes: size })
      for (const name of ['whole', 'streamed', 'sized']) {
        assert.equal((await bucket.object(name).head()).size, size)
        sameBytes(await bucket.object(name).get().readAll(), content, name)
      }
    }),
  ),
  proves('Object.put_content', 'replaces what was there, and the version counts up', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('first')
    assert.equal((await object.head()).objVersion, '1')
    await object.putContent('second one')
    assert.equal((await object.head()).objVersion, '2')
    sameBytes(await object.get().readAll(), 'second one')
  }),
  proves('Object.put_content', 'the same content again is fine, and changes nothing', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('same')
    assert.equal((await object.putContent('same')).verified, true)
    assert.equal((await object.head()).objVersion, '1')
  }),
  ...['md5', 'sha256', 'sha512', 'crc32c', 'none'].map((type) =>
    proves(
      ['Object.put_content', 'Object.get'],
      `in a bucket with checksum ${type}, content is stored and read back`,
      async (world) => {
        const bucket = await world.unborn().create({ props: { checksum: { type } } })
        const result = await bucket.object('o').putContent(sample)
        assert.equal(result.verified, type !== 'none')
        assert.equal((await bucket.object('o').head()).checksumType, type === 'none' ? '' : type)
        sameBytes(await bucket.object('o').get().readAll(), sample)
        await bucket.object('streamed').putContent(pieces())
        sameBytes(await bucket.object('streamed').get().readAll(), sample)
      },
    ),
  ),
  proves('Object.put_file', 'stores a file', async (world) => {
    const object = (await world.bucket()).object('o')
    const result = await object.putFile(sampleFile(world))
    assert.equal(result.sizeBytes, sample.length)
    sameBytes(await object.get().readAll(), sample)
  }),
  proves(
    'Object.put_file',
    'a missing file and a folder are errors of this machine, with nothing sent',
    async (world) => {
      const [object, folder] = [world.client.bucket('b').object('o'), world.folder()]
      mkdirSync(join(folder, 'sub'))
      const before = world.sentCount
      for (const path of [join(folder, 'none'), join(folder, 'sub')]) {
        const error = await failure(() => object.putFile(path))
        assert.ok(error._tag === 'LocalFile' && error.localPath === path, error.message)
      }
      assert.equal(world.sentCount, before)
    },
  ),
  proves('Object.put_content', 'content that is none is refused', (world) =>
    refusesAll(world, {
      null: () =>
        world.client
          .bucket('b')
          .object('o')
          .putContent(null as unknown as string),
      'a number': () =>
        world.client
          .bucket('b')
          .object('o')
          .putContent(7 as unknown as string),
      'an empty object': () =>
        world.client
          .bucket('b')
          .object('o')
          .putContent({} as unknown as string),
      'bytes of another length': () => world.client.bucket('b').object('o').putContent('abc', { sizeBytes: 4 }),
      'a negative length': () => world.client.bucket('b').object('o').putContent(pieces(), { sizeBytes: -1 }),
    }),
  ),
  ...[-1, 1].map((more) =>
    proves(
      'Object.put_content',
      `a stream ${more < 0 ? 'longer' : 'shorter'} than its stated length fails, and stores no other content`,
      async (world) => {
        const object = (await world.bucket()).object('o')
        await object.putContent('before')
        const error = await failure(() => object.putContent(pieces(), { sizeBytes: sample.length + more }))
        assert.equal(error._tag, 'InvalidInput', error.message)
        sameBytes(await object.get().readAll(), 'before')
      },
    ),
  ),
  proves('Object.put_content', 'a stream that was read already is refused', async (world) => {
    const [object, stream] = [(await world.bucket()).object('o'), new Blob(['x']).stream()]
    await object.putContent(stream)
    assert.equal((await failure(() => object.putContent(stream)))._tag, 'InvalidInput')
    sameBytes(await object.get().readAll(), 'x')
  }),
]
