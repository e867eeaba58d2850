import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataAttribute, DatasetConfig, DataShard, LabelAttribute, ObjectAttribute, type Bucket } from '@ais/client'
import { readShard, writeDataset, writeRecords, type DatasetRecord, type Sample } from '@ais/dataset'
import { proves, type Case } from '../case.ts'
import { failsWith, failure, refusesAll, sameBytes } from '../expectations.ts'
import type { World } from '../world.ts'

const all = async (samples: AsyncIterable<Sample>): Promise<readonly Sample[]> => {
  const found: Sample[] = []
  for await (const sample of samples) found.push(sample)
  return found
}

const textsOf = (samples: readonly Sample[]) =>
  samples.map((sample) => [
    sample.key,
    Object.fromEntries([...sample.columns.keys()].map((column) => [column, sample.text(column)])),
  ])

/** Images a, b and c; b has an empty description, c has none and no label either. */
const imageConfig = (world: World): DatasetConfig => {
  const path = world.folder()
  for (const stem of ['a', 'b', 'c']) writeFileSync(join(path, `${stem}.jpg`), `image ${stem}`)
  writeFileSync(join(path, 'a.json'), '{}')
  writeFileSync(join(path, 'b.json'), '')
  return new DatasetConfig({
    primaryAttribute: new DataAttribute({ path, name: 'image', fileType: 'jpg' }),
    secondaryAttributes: [
      new DataAttribute({ path, name: 'meta', fileType: 'json' }),
      new LabelAttribute({ name: 'cls', labelIdentifier: (stem) => ({ a: 0, b: 1 })[stem] }),
    ],
  })
}

const records = function* (count: number, bytes: (index: number) => Uint8Array): Generator<DatasetRecord> {
  for (let index = 0; index < count; index += 1) yield { __key__: `k${index}`, bin: bytes(index), cls: index }
}

const namesOf = async (bucket: Bucket): Promise<readonly string[]> =>
  (await bucket.listAllObjects()).map(({ name }) => name)

const bothRows = ['Bucket.write_dataset', 'DatasetConfig'] as const

export const datasetCases: readonly Case[] = [
  proves(bothRows, 'a dataset of files leaves out what misses values', async (world) => {
    const bucket = await world.bucket()
    const missing: string[] = []
    const written = await bucket.writeDataset(imageConfig(world), {
      maxCount: 100,
      onMissing: (sample) => missing.push(sample.stem, ...sample.missing),
    })
    assert.deepEqual([written.sampleCount, written.skippedCount], [2, 1])
    assert.deepEqual(missing, ['c', 'meta.json', 'cls'])
    assert.deepEqual(await namesOf(bucket), ['dataset-000.tar'])
    assert.deepEqual(textsOf(await all(readShard(bucket, 'dataset-000.tar'))), [
      ['sample_000', { cls: '0', 'image.jpg': 'image a', 'meta.json': '{}' }],
      ['sample_001', { cls: '1', 'image.jpg': 'image b', 'meta.json': '' }],
    ])
  }),
  proves(bothRows, 'a dataset of files includes samples that miss values when told', async (world) => {
    const bucket = await world.bucket()
    const written = await writeDataset(bucket, imageConfig(world), { maxCount: 2, skipMissing: false, pattern: 'in/x' })
    assert.deepEqual(
      written.shards.map(({ name, sampleCount }) => [name, sampleCount]),
      [
        ['in/x-0.tar', 2],
        ['in/x-1.tar', 1],
      ],
    )
    assert.deepEqual(await namesOf(bucket), ['in/x-0.tar', 'in/x-1.tar'])
  }),
  proves(bothRows, 'a dataset that must not miss values stores no shard that does', async (world) => {
    const bucket = await world.bucket()
    const error = await failure(() => bucket.writeDataset(imageConfig(world), { failMissing: true }))
    assert.deepEqual([error._tag, error._tag === 'InvalidInput' && error.field], ['InvalidInput', 'config'])
    assert.deepEqual(await namesOf(bucket), [])
  }),
  proves(bothRows, 'a dataset of objects is put together by name', async (world) => {
    const bucket = await world.bucket()
    for (const name of ['in/a.jpg', 'in/b.jpg', 'in/deep/c.jpg', 'meta/a.json'])
      await bucket.object(name).putContent(name)
    const config = new DatasetConfig({
      primaryAttribute: new ObjectAttribute({ bucket, prefix: 'in/', name: 'image', fileType: 'jpg' }),
      secondaryAttributes: [new ObjectAttribute({ bucket, prefix: 'meta/', name: 'meta', fileType: 'json' })],
    })
    const target = await world.bucket()
    await target.writeDataset(config, { skipMissing: false, maxCount: 10 })
    assert.deepEqual(textsOf(await all(new DataShard(target).samples())), [
      ['sample_00', { 'image.jpg': 'in/a.jpg', 'meta.json': 'meta/a.json' }],
      ['sample_01', { 'image.jpg': 'in/b.jpg' }],
    ])
  }),
  proves('DataShard', 'records come back equal from all shards under a prefix', async (world) => {
    const bucket = await world.bucket()
    const contents = Array.from({ length: 25 }, (_, index) => randomBytes(index * 997))
    const options = { pattern: 'train/part', maxCount: 10, startShard: 3 }
    await writeRecords(
      bucket,
      records(contents.length, (index) => contents[index] ?? new Uint8Array()),
      options,
    )
    await bucket.object('valid/other-0.tar').putContent('not read')
    const shard = new DataShard(bucket, { prefix: 'train/' })
    const samples = await all(shard.samples())
    assert.deepEqual(
      samples.map(({ key, shard: name }) => [key, name]),
      contents.map((_, index) => [`k${index}`, `train/part-0${3 + Math.floor(index / 10)}.tar`]),
    )
    for (const [index, sample] of samples.entries()) {
      sameBytes(sample.bytes('bin') ?? new Uint8Array(), contents[index] ?? new Uint8Array())
      assert.equal(sample.integer('cls'), index)
    }
  }),
  proves('DataShard', 'a member of a shard can be read by its path', async (world) => {
    const bucket = await world.bucket()
    await writeRecords(
      bucket,
      records(3, () => Buffer.from('content')),
    )
    const reader = bucket.object('dataset-000000.tar').get({ archiveConfig: { archpath: 'k1.bin' } })
    sameBytes(await reader.readAll(), 'content')
  }),
  proves('Bucket.write_dataset', 'a shard of many megabytes is stored as it is written', async (world) => {
    const bucket = await world.bucket()
    const piece = randomBytes(1 << 20)
    const { shards } = await writeRecords(
      bucket,
      records(24, () => piece),
      { maxSizeBytes: 16 << 20 },
    )
    assert.deepEqual(
      shards.map(({ sampleCount }) => sampleCount),
      [16, 8],
    )
    const { size } = await bucket.object('dataset-000000.tar').head()
    assert.equal(size, shards[0]?.sizeBytes)
  }),
  proves('Bucket.write_dataset', 'what cannot be right is refused before anything is sent', async (world) => {
    const bucket = world.client.bucket('never')
    const twoKeys: DatasetRecord = [
      ['__key__', 'a'],
      ['__key__', 'b'],
      ['txt', 'a'],
    ]
    await refusesAll(world, {
      'no key': () => writeRecords(bucket, [{ txt: 'a' } as never]),
      'two keys': () => writeRecords(bucket, [twoKeys]),
      'no samples per shard': () => bucket.writeDataset(imageConfig(world), { maxCount: 0 }),
      'no bytes per shard': () => bucket.writeDataset(imageConfig(world), { maxSizeBytes: 0 }),
    })
  }),
  proves('Bucket.write_dataset', 'a bucket that is missing is told', async (world) => {
    await failsWith('BucketNotFound', () => world.unborn().writeDataset(imageConfig(world)))
  }),
]
