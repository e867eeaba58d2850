import assert from 'node:assert/strict'
import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { AisObject } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, failure, refusesAll, sameBytes, sampleBytes } from '../expectations.ts'
import type { World } from '../world.ts'

const sample = sampleBytes(500_000)

const stored = async (world: World, content: Uint8Array | string = sample): Promise<AisObject> => {
  const object = (await world.bucket()).object('dir/o')
  await object.putContent(content)
  return object
}

export const readerCases: readonly Case[] = [
  proves('ObjectReader', 'sends nothing until it is read', async (world) => {
    const before = world.sentCount
    world.client.bucket('b').object('o').getReader()
    world.client.bucket('b').object('o').get().asFile()
    assert.equal(world.sentCount, before)
  }),
  proves('ObjectReader.read_all', 'reads all, as often as asked', async (world) => {
    const reader = (await stored(world)).getReader()
    sameBytes(await reader.readAll(), sample)
    sameBytes(await reader.readAll(), sample)
  }),
  proves('ObjectReader', 'reads text and JSON', async (world) => {
    const reader = (await stored(world, '{"ü":[1,"日"]}')).get()
    assert.equal(await reader.text(), '{"ü":[1,"日"]}')
    assert.deepEqual(await reader.json(), { ü: [1, '日'] })
    assert.equal((await failure(async () => (await stored(world, '{"cut":')).get().json()))._tag, 'Decode')
  }),
  proves('ObjectReader.raw', 'gives the open content with its attributes', async (world) => {
    const content = await (await stored(world)).get().raw()
    assert.equal(content.attributes.size, sample.length)
    assert.equal(content.sizeBytes, sample.length)
    assert.equal(content.isVerified, true)
    sameBytes(Buffer.concat(await collect(content.body)), sample)
  }),
  proves('ObjectReader.raw', 'content that is not wanted can be left', async (world) => {
    const object = await stored(world)
    for (let index = 0; index < 30; index += 1) (await object.get().raw()).discard()
    sameBytes(await object.get().readAll(), sample)
  }),
  ...[1000, 32_768, 1_000_000].map((chunkSize) =>
    proves(['ObjectReader.__iter__', 'ObjectReader'], `iterates in chunks of ${chunkSize} bytes`, async (world) => {
      const chunks = await collect((await stored(world)).get({ chunkSize }))
      assert.ok(chunks.slice(0, -1).every(({ length }) => length === chunkSize))
      sameBytes(Buffer.concat(chunks), sample)
    }),
  ),
  proves('ObjectReader.__iter__', 'iterates over pieces as they arrive', async (world) => {
    const pieces = await collect((await stored(world)).get())
    assert.ok(pieces.every(({ length }) => length > 0))
    sameBytes(Buffer.concat(pieces), sample)
  }),
  proves('ObjectReader.__iter__', 'an iteration that is left early leaves no connection behind', async (world) => {
    const object = await stored(world)
    for (let index = 0; index < 30; index += 1)
      for await (const chunk of object.get()) {
        assert.ok(chunk.length > 0)
        break
      }
    sameBytes(await object.get().readAll(), sample)
  }),
  proves('ObjectReader.iter_from_position', 'iterates from a position to the end', async (world) => {
    const reader = (await stored(world)).get()
    for (const start of [0, 1, 123_456, sample.length - 1, sample.length])
      sameBytes(Buffer.concat(await collect(reader.iterFromPosition(start))), sample.subarray(start), `from ${start}`)
    await refusesAll(world, { 'a negative position': () => collect(reader.iterFromPosition(-1)) })
  }),
  proves(
    ['ObjectReader.head', 'ObjectReader.attributes'],
    'asks for attributes once, then knows them',
    async (world) => {
      const reader = (await stored(world)).get()
      assert.equal((await reader.head()).size, sample.length)
      const before = world.sentCount
      assert.equal((await reader.attributes()).checksumType, 'xxhash2')
      assert.equal(world.sentCount, before)
    },
  ),
  proves('ObjectReader.attributes', 'come with the content', async (world) => {
    const reader = (await stored(world)).get()
    await reader.readAll()
    const before = world.sentCount
    assert.equal((await reader.attributes()).size, sample.length)
    assert.equal(world.sentCount, before)
  }),
  proves('ObjectReader', 'gives web and Node streams', async (world) => {
    const reader = (await stored(world)).get()
    sameBytes(new Uint8Array(await new Response(reader.toWebStream()).arrayBuffer()), sample)
    sameBytes(await buffer(reader.toNodeStream() as unknown as Readable), sample)
  }),
  proves('ObjectReader', 'writes to a file that appears when it is complete', async (world) => {
    const [object, folder] = [await stored(world), world.folder()]
    const path = join(folder, 'a b.bin')
    assert.equal(await object.get().toFile(path), sample.length)
    sameBytes(readFileSync(path), sample)
    writeFileSync(path, 'kept')
    await failsWith('ObjectNotFound', () => world.client.bucket(object.bucketName).object('none').get().toFile(path))
    assert.equal(readFileSync(path, 'utf8'), 'kept')
    assert.deepEqual(readdirSync(folder), ['a b.bin'])
  }),
  proves('Object.get', 'with a writer, resolves once the content is written', async (world) => {
    const [object, path] = [await stored(world), join(world.folder(), 'written')]
    const file = createWriteStream(path)
    await object.get({ writer: file })
    file.end()
    await finished(file)
    sameBytes(readFileSync(path), sample)
    const chunks: Uint8Array[] = []
    await object.get({ writer: { write: (chunk) => chunks.push(chunk.slice()) } })
    sameBytes(Buffer.concat(chunks), sample)
  }),
  proves('Object.get', 'an abort in the middle ends the read', async (world) => {
    const [object, abort] = [await stored(world, sampleBytes(5_000_000)), new AbortController()]
    const error = await failure(async () => {
      for await (const chunk of object.get({ signal: abort.signal })) if (chunk.length > 0) abort.abort()
    })
    assert.equal(error._tag, 'Aborted')
  }),
  proves('Object.get', 'reads the newest version when asked for it', async (world) => {
    sameBytes(await (await stored(world)).get({ latest: true }).readAll(), sample)
  }),
  proves('Object.get', 'chunk sizes that are none are refused', async (world) => {
    const object = world.client.bucket('b').object('o')
    await refusesAll(
      world,
      Object.fromEntries(
        [0, -1, 1.5, Number.NaN].map((chunkSize) => [
          `chunkSize ${chunkSize}`,
          () => collect(object.get({ chunkSize })),
        ]),
      ),
    )
  }),
]
