import assert from 'node:assert/strict'
import { ListObjectFlag, type Bucket } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failure, putNames, refusesAll } from '../expectations.ts'

const tree = ['a/1', 'a/2', 'b/c/3', 'b/c/d/4', 'top']

const listed = async (bucket: Bucket, options: Parameters<Bucket['listAllObjects']>[0]): Promise<readonly string[]> =>
  (await bucket.listAllObjects(options)).map(({ name }) => name)

export const listingOptionCases: readonly Case[] = [
  proves('Bucket.list_objects', 'tells the properties that were asked for', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('hello world')
    await bucket.object('o').setCustomProps({ color: 'blue' })
    const [entry] = (await bucket.listObjects({ props: 'name,size,checksum,atime,version,copies,location,custom' }))
      .entries
    assert.equal(entry?.size, 11)
    assert.equal(entry.checksum, '45ab6734b21e6968')
    assert.equal(entry.version, '1')
    assert.equal(entry.copies, 1)
    assert.match(entry.location, /^t\[/)
    assert.match(entry.atime, /\d/)
    assert.match(entry.customMetadata, /color:\s*blue/)
    assert.ok(entry.isOk() && entry.isCached() && !entry.isDirectory())
  }),
  proves('Bucket.list_objects', 'leaves out what was not asked for', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('hello world')
    const [entry] = (await bucket.listObjects({ props: 'name' })).entries
    assert.equal(entry?.name, 'o')
    assert.deepEqual([entry.size, entry.checksum, entry.version], [0, '', ''])
    const [plain] = (await bucket.listObjects({ flags: [ListObjectFlag.NAME_ONLY] })).entries
    assert.equal(plain?.checksum, '')
    const [sized] = (await bucket.listObjects({ flags: [ListObjectFlag.NAME_SIZE] })).entries
    assert.equal(sized?.size, 11)
  }),
  proves('Bucket.list_objects', 'without recursion gives one level, directories as such', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, tree)
    const { entries } = await bucket.listObjects({ flags: [ListObjectFlag.NO_RECURSION] })
    const directories = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name.replace(/\/$/, ''))
    assert.deepEqual(directories.sort(), ['a', 'b'])
    assert.deepEqual(
      entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
      ['top'],
    )
  }),
  proves('Bucket.list_objects', 'starts after a name', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, tree)
    assert.deepEqual(await listed(bucket, { startAfter: 'a/1' }), ['a/2', 'b/c/3', 'b/c/d/4', 'top'])
    assert.deepEqual(await listed(bucket, { startAfter: 'a/1', pageSize: 1 }), ['a/2', 'b/c/3', 'b/c/d/4', 'top'])
    assert.deepEqual(await listed(bucket, { startAfter: 'zzz' }), [])
  }),
  proves('Bucket.list_objects', 'of objects in the cluster only, gives all of an AIS bucket', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, tree)
    assert.deepEqual(await listed(bucket, { flags: [ListObjectFlag.CACHED] }), tree)
  }),
  proves(
    ['Bucket.list_objects', 'Bucket.list_objects_iter', 'Bucket.list_all_objects'],
    'options that cannot be right are refused',
    async (world) => {
      const bucket = world.client.bucket('b')
      await refusesAll(world, {
        ...Object.fromEntries(
          [-1, 10_001, 1.5, Number.NaN, 2 ** 53].map((pageSize) => [
            `pageSize ${pageSize}`,
            () => bucket.listObjects({ pageSize }),
          ]),
        ),
        'pageSize, all': () => bucket.listAllObjects({ pageSize: -1 }),
        'pageSize, lazily': () => bucket.listObjectsIter({ pageSize: -1 }).next(),
        'an unknown flag': () => bucket.listObjects({ flags: [99 as ListObjectFlag] }),
        'startAfter of a cloud bucket': () =>
          world.client.bucket('b', { provider: 'aws' }).listObjects({ startAfter: 'a' }),
        'an inventory name with a line break': () => bucket.listObjects({ inventoryName: 'a\r\nb: c' }),
      })
    },
  ),
  proves('Bucket.list_objects', 'a property that is none does no harm to the cluster', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, ['a'])
    const answer = await bucket.listObjects({ props: 'name,nonsense' }).then(
      ({ entries }) => entries.length,
      () => 1,
    )
    assert.equal(answer, 1)
    assert.deepEqual(await listed(bucket, {}), ['a'])
  }),
  proves('Bucket.list_objects', 'an aborted listing ends', async (world) => {
    const bucket = await world.bucket()
    assert.equal((await failure(() => bucket.listAllObjects({ signal: AbortSignal.abort() })))._tag, 'Aborted')
  }),
]
