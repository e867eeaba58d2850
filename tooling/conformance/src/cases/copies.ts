import assert from 'node:assert/strict'
import type { Bucket } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { eventually, failsWith, failure, putNames, sameBytes } from '../expectations.ts'

const namesOf = async (bucket: Bucket): Promise<readonly string[]> =>
  (await bucket.listAllObjects()).map(({ name }) => name)

export const copyCases: readonly Case[] = [
  proves('Bucket.copy', 'copies all objects, and says which job does it', async (world) => {
    const [source, target] = [await world.bucket(), await world.bucket()]
    await putNames(source, ['a', 'dir/b', 'ü 日'])
    assert.match(await source.copy(target), /^\S+$/)
    await eventually('all copied', async () => (await namesOf(target)).length === 3)
    sameBytes(await target.object('ü 日').get().readAll(), 'ü 日')
    assert.equal((await namesOf(source)).length, 3)
  }),
  proves('Bucket.copy', 'copies what a prefix picks, under a new beginning', async (world) => {
    const [source, target] = [await world.bucket(), await world.bucket()]
    await putNames(source, ['a', 'dir/b', 'dir/c'])
    await source.copy(target, { prefixFilter: 'dir/', prepend: 'new-' })
    await eventually('two copied', async () => (await namesOf(target)).length === 2)
    assert.deepEqual(await namesOf(target), ['new-dir/b', 'new-dir/c'])
  }),
  proves('Bucket.copy', 'a dry run copies nothing', async (world) => {
    const [source, target] = [await world.bucket(), await world.bucket()]
    await putNames(source, ['a', 'b'])
    await source.copy(target, { dryRun: true })
    // A true copy runs only once the dry one has ended: for several targets after some seconds in which nobody asked for one.
    await eventually(
      'a true copy is taken',
      () =>
        source.copy(target, { prefixFilter: 'b' }).then(
          () => true,
          (error: unknown) => {
            assert.match(String(error), /already running/)
            return false
          },
        ),
      { withinSeconds: 120, everyMs: 4_000 },
    )
    await eventually('b copied', async () => (await namesOf(target)).includes('b'))
    assert.deepEqual(await namesOf(target), ['b'])
  }),
  proves('Bucket.copy', 'creates the destination when there is none', async (world) => {
    const [source, target] = [await world.bucket(), world.unborn()]
    await putNames(source, ['a'])
    await source.copy(target)
    await eventually('copied', async () => (await target.listAllObjects().catch(() => [])).length === 1)
  }),
  proves('Bucket.copy', 'a missing source is an error', async (world) => {
    const target = await world.bucket()
    await failsWith('BucketNotFound', () => world.unborn().copy(target))
  }),
  proves('Bucket.rename', 'renames the bucket, and the handle goes along', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, ['a', 'dir/b'])
    const old = world.client.bucket(bucket.name)
    const name = world.bucketName()
    assert.match(await bucket.rename(name), /^\S+$/)
    assert.equal(bucket.name, name)
    await eventually('renamed', async () => (await bucket.listAllObjects().catch(() => [])).length === 2)
    sameBytes(await bucket.object('dir/b').get().readAll(), 'dir/b')
    await eventually(
      'the old name is gone',
      async () =>
        (await old.head().then(
          () => 'there',
          () => 'gone',
        )) === 'gone',
    )
  }),
  proves('Bucket.rename', 'onto a bucket that exists is an error, and nothing changes', async (world) => {
    const [bucket, other] = [await world.bucket(), await world.bucket()]
    await putNames(bucket, ['a'])
    const [name, error] = [bucket.name, await failure(() => bucket.rename(other.name))]
    assert.ok(error._tag === 'Api' && error.code === 'BucketAlreadyExists', error.message)
    assert.equal(bucket.name, name)
    assert.deepEqual(await namesOf(bucket), ['a'])
    assert.deepEqual(await namesOf(other), [])
  }),
  proves('Object.copy', 'copies an object with its metadata, within the bucket and to another', async (world) => {
    const [bucket, other] = [await world.bucket(), await world.bucket()]
    const object = bucket.object('from')
    await object.putContent('content')
    await object.setCustomProps({ color: 'blue' })
    for (const target of [bucket.object('dir/to'), other.object('to ü')]) {
      await object.copy(target)
      sameBytes(await target.get().readAll(), 'content')
      assert.deepEqual({ ...(await target.head()).customMetadata }, { color: 'blue' })
    }
  }),
  proves('Object.copy', 'copying a missing object is an error', async (world) => {
    const bucket = await world.bucket()
    await failsWith('ObjectNotFound', () => bucket.object('none').copy(bucket.object('to')))
  }),
  proves('Object', 'renames within its bucket', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('old').putContent('x')
    await bucket.object('old').rename('new name')
    sameBytes(await bucket.object('new name').get().readAll(), 'x')
    await failsWith('ObjectNotFound', () => bucket.object('old').get().readAll())
  }),
]
