import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  DataAttribute,
  DatasetConfig,
  DataShard,
  LabelAttribute,
  ObjectAttribute,
  writeDataset,
  type MissingSample,
} from '../src/index.js'
import { all, memoryBucket } from './support/memory-bucket.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-dataset-'))
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'd.png']) writeFileSync(join(folder, name), `image ${name}`)
  writeFileSync(join(folder, 'a.json'), '{}')
  writeFileSync(join(folder, 'b.json'), '')
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'deep', 'e.jpg'), 'no sample')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const labels: Readonly<Record<string, string>> = { a: 'A', b: 'B' }

const filesConfig = (): DatasetConfig =>
  new DatasetConfig({
    primaryAttribute: new DataAttribute({ path: folder, name: 'image', fileType: 'jpg' }),
    secondaryAttributes: [
      new DataAttribute({ path: folder, name: 'meta', fileType: 'json' }),
      new LabelAttribute({ name: 'cls', labelIdentifier: (stem) => labels[stem] }),
    ],
  })

const samplesOf = async (shard: DataShard) =>
  (await all(shard.samples())).map(({ key, columns }) => [
    key,
    Object.fromEntries([...columns].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])),
  ])

describe('a dataset of files', () => {
  it('leaves samples out that miss values; an empty file is a value', async () => {
    const { bucket } = memoryBucket()
    const missing: MissingSample[] = []
    const written = await writeDataset(bucket, filesConfig(), {
      maxCount: 100,
      onMissing: (sample) => missing.push(sample),
    })
    expect(written).toMatchObject({ sampleCount: 2, skippedCount: 1, shards: [{ name: 'dataset-000.tar' }] })
    expect(missing).toEqual([{ key: 'sample_002', stem: 'c', missing: ['meta.json', 'cls'] }])
    expect(await samplesOf(new DataShard(bucket))).toEqual([
      ['sample_000', { cls: 'A', 'image.jpg': 'image a.jpg', 'meta.json': '{}' }],
      ['sample_001', { cls: 'B', 'image.jpg': 'image b.jpg', 'meta.json': '' }],
    ])
  })

  it('includes them when told, and counts samples across shards', async () => {
    const { bucket } = memoryBucket()
    const written = await writeDataset(bucket, filesConfig(), { maxCount: 2, skipMissing: false, pattern: 'x' })
    expect(written.shards.map(({ name, sampleCount }) => [name, sampleCount])).toEqual([
      ['x-0.tar', 2],
      ['x-1.tar', 1],
    ])
    expect(await samplesOf(new DataShard(bucket, { prefix: 'x-1' }))).toEqual([
      ['sample_2', { 'image.jpg': 'image c.jpg' }],
    ])
  })

  it('fails over them when told', async () => {
    const { bucket } = memoryBucket()
    const written = writeDataset(bucket, filesConfig(), { failMissing: true })
    await expect(written).rejects.toMatchObject({
      _tag: 'InvalidInput',
      field: 'config',
      message: expect.stringContaining("no meta.json, cls for 'c'") as string,
    })
    await expect(writeDataset(bucket, filesConfig(), { failMissing: true, skipMissing: true })).rejects.toMatchObject({
      field: 'skipMissing',
    })
  })

  it('takes the labels 0 and the empty text for values', async () => {
    const { bucket } = memoryBucket()
    const config = new DatasetConfig({
      primaryAttribute: new DataAttribute({ path: folder, name: 'image', fileType: 'png' }),
      secondaryAttributes: [
        new LabelAttribute({ name: 'cls', labelIdentifier: () => 0 }),
        new LabelAttribute({ name: 'txt', labelIdentifier: async () => '' }),
      ],
    })
    await expect(writeDataset(bucket, config)).resolves.toMatchObject({ sampleCount: 1, skippedCount: 0 })
  })

  it('fails when its folder is missing, or a label does', async () => {
    const { bucket } = memoryBucket()
    const primaryAttribute = new DataAttribute({ path: join(folder, 'none'), name: 'i', fileType: 'jpg' })
    await expect(writeDataset(bucket, new DatasetConfig({ primaryAttribute }))).rejects.toMatchObject({
      _tag: 'LocalFile',
    })
    const failing = new LabelAttribute({
      name: 'cls',
      labelIdentifier: () => {
        throw new Error('why')
      },
    })
    const config = new DatasetConfig({
      primaryAttribute: filesConfig().primaryAttribute,
      secondaryAttributes: [failing],
    })
    await expect(writeDataset(bucket, config)).rejects.toMatchObject({ _tag: 'InvalidInput', field: 'labelIdentifier' })
  })

  it.each([{ maxCount: 0 }, { maxSizeBytes: 0 }])('refuses the limit %j before it looks at files', async (limit) => {
    const { bucket } = memoryBucket()
    const primaryAttribute = new DataAttribute({ path: join(folder, 'none'), name: 'i', fileType: 'jpg' })
    await expect(writeDataset(bucket, new DatasetConfig({ primaryAttribute }), limit)).rejects.toMatchObject({
      _tag: 'InvalidInput',
      field: Object.keys(limit)[0],
    })
  })
})

describe('a dataset of objects', () => {
  it('is put together by name under a prefix', async () => {
    const { bucket, stored } = memoryBucket()
    for (const name of ['in/a.jpg', 'in/b.jpg', 'in/deep/c.jpg', 'other/d.jpg', 'meta/a.json'])
      stored.set(name, Buffer.from(name))
    const config = new DatasetConfig({
      primaryAttribute: new ObjectAttribute({ bucket, prefix: 'in/', name: 'image', fileType: 'jpg' }),
      secondaryAttributes: [new ObjectAttribute({ bucket, prefix: 'meta/', name: 'meta', fileType: 'json' })],
    })
    const written = await writeDataset(bucket, config, { pattern: 'out/shard', skipMissing: false, maxCount: 10 })
    expect(written).toMatchObject({ sampleCount: 2, skippedCount: 0 })
    expect(await samplesOf(new DataShard(bucket, { prefix: 'out/' }))).toEqual([
      ['sample_00', { 'image.jpg': 'in/a.jpg', 'meta.json': 'meta/a.json' }],
      ['sample_01', { 'image.jpg': 'in/b.jpg' }],
    ])
  })
})
