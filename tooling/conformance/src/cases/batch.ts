import assert from 'node:assert/strict'
import { isAisError, type Batch, type BatchEntry, type Bucket } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, failure, refusesAll } from '../expectations.ts'
import type { World } from '../world.ts'

/** A bucket with two objects and an archive of two files. */
const filled = async (world: World): Promise<Bucket> => {
  const bucket = await world.bucket()
  await bucket.object('a.txt').putContent('content of a')
  await bucket.object('in/b.txt').putContent('content of b, which is longer')
  for (const name of ['1.txt', 'in/2.txt'])
    await bucket.object('s.tar').appendToArchive(`member ${name}`, { archpath: name })
  return bucket
}

/** What a batch gives, as text; a missing entry as its name. */
const textsOf = async (entries: AsyncIterable<BatchEntry>): Promise<readonly string[]> => {
  const texts: string[] = []
  for await (const entry of entries)
    texts.push(
      entry.kind === 'missing' ? `missing ${entry.request.name}` : Buffer.from(await entry.readAll()).toString(),
    )
  return texts
}

const formats = ['.tar', '.tgz', '.zip'] as const

/** Batches. */
export const batchCases: readonly Case[] = [
  proves(
    ['Client.batch', 'Batch', 'Batch.add', 'Batch.get'],
    'entries in the order asked for, in each format',
    async (world) => {
      const bucket = await filled(world)
      for (const outputFormat of formats)
        for (const streamingGet of [true, false]) {
          const batch = world.client.batch({ bucket, outputFormat, streamingGet })
          batch.add('in/b.txt').add('a.txt').add('s.tar', { archpath: 'in/2.txt' }).add('a.txt')
          assert.deepEqual(
            await textsOf(batch.get()),
            ['content of b, which is longer', 'content of a', 'member in/2.txt', 'content of a'],
            `${outputFormat}, ${streamingGet ? '' : 'not '}streamed`,
          )
        }
    },
  ),
  proves('Batch.add', 'ranges of objects and of members', async (world) => {
    const bucket = await filled(world)
    for (const streamingGet of [true, false]) {
      const batch = world.client.batch({ bucket, streamingGet })
      batch.add('a.txt', { offsetBytes: 8, lengthBytes: 2 })
      batch.add('in/b.txt', { offsetBytes: 11 })
      batch.add('s.tar', { archpath: '1.txt', offsetBytes: 0, lengthBytes: 6 })
      assert.deepEqual(await textsOf(batch.get()), ['of', 'b, which is longer', 'member'])
    }
  }),
  proves('Batch.add', 'objects of several buckets, without one of its own', async (world) => {
    const [one, two] = [await filled(world), await filled(world)]
    await two.object('a.txt').putContent('other')
    const batch = world.client.batch({ objects: [one.object('a.txt'), two.object('a.txt')] })
    assert.deepEqual(await textsOf(batch.get()), ['content of a', 'other'])
    const byName = world.client.batch({ objects: [one.object('a.txt'), one.object('in/b.txt')], onlyObjName: true })
    assert.deepEqual(await textsOf(byName.get()), ['content of a', 'content of b, which is longer'])
  }),
  proves('Batch.get', 'a missing entry is told as one, with the reason where AIStore says it', async (world) => {
    const bucket = await filled(world)
    for (const streamingGet of [true, false]) {
      const batch = world.client.batch({ bucket, streamingGet })
      const entries = [...(await collected(batch.add('none').add('a.txt').add('s.tar', { archpath: 'none.txt' })))]
      assert.deepEqual(
        entries.map(({ kind, index }) => [kind, index]),
        [
          ['missing', 0],
          ['found', 1],
          ['missing', 2],
        ],
      )
      const [first] = entries
      assert.equal(first?.kind === 'missing' && first.reason !== undefined, !streamingGet)
    }
  }),
  proves('Batch.get', 'a batch that must be whole fails when an entry is missing', async (world) => {
    const bucket = await filled(world)
    const whole = (streamingGet: boolean): Batch =>
      world.client.batch({ bucket, streamingGet, contOnErr: false }).add('a.txt').add('none')
    await failsWith('ObjectNotFound', () => textsOf(whole(false).get()))
    // A streamed one has begun by then: it is short, and that is an error too.
    const error = await failure(() => textsOf(whole(true).get()))
    assert.ok(isAisError(error))
  }),
  proves(
    ['Batch.clear', 'Batch.requests_list', 'Batch.get'],
    'is emptied by getting it, unless it is to be kept',
    async (world) => {
      const bucket = await filled(world)
      const batch = world.client.batch({ bucket }).add('a.txt')
      assert.deepEqual(
        batch.requestsList.map(({ name }) => name),
        ['a.txt'],
      )
      assert.equal((await textsOf(batch.get({ clearBatch: false }))).length, 1)
      assert.equal(batch.length, 1)
      await textsOf(batch.get())
      assert.equal(batch.length, 0)
      assert.equal(batch.add('a.txt').clear().length, 0)
    },
  ),
  proves('Batch.get', 'the answer as it comes', async (world) => {
    const bucket = await filled(world)
    const { contentType, body } = await world.client.batch({ bucket }).add('a.txt').getRaw()
    assert.equal(contentType, 'application/x-tar')
    let sizeBytes = 0
    for await (const piece of body) sizeBytes += piece.length
    assert.equal(sizeBytes % 512, 0)
  }),
  proves('Batch.get', 'a bucket that does not exist', async (world) => {
    await failsWith('BucketNotFound', () => textsOf(world.client.batch({ bucket: world.unborn() }).add('a').get()))
  }),
  proves(['Client.batch', 'Batch.add', 'Batch.get'], 'what cannot be is refused unsent', async (world) => {
    const bucket = await world.bucket()
    const batch = (): Batch => world.client.batch({ bucket })
    await refusesAll(world, {
      'nothing to get': () => textsOf(batch().get()),
      'a name without a bucket': () => world.client.batch().add('a'),
      'a negative offset': () => batch().add('a', { offsetBytes: -1 }),
      'a range of nothing': () => batch().add('a', { lengthBytes: 0 }),
      'an lz4 archive read here': () =>
        textsOf(world.client.batch({ bucket, outputFormat: '.tar.lz4' }).add('a').get()),
    })
  }),
]

/** Entries without their contents. */
async function collected(batch: Batch): Promise<readonly BatchEntry[]> {
  const entries: BatchEntry[] = []
  for await (const entry of batch.get()) entries.push(entry)
  return entries
}
