import assert from 'node:assert/strict'
import { ListObjectFlag, type Bucket } from '@ais/client'
import { getSummaries } from '@ais/buckets'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, putNames, refusesAll } from '../expectations.ts'
import type { World } from '../world.ts'

const done = async (world: World, jobId: string): Promise<void> => {
  const { success, error } = await world.client.job({ jobId }).wait({ timeoutMs: 120_000 })
  assert.ok(success, error)
}

const setting = async (bucket: Bucket, ...path: readonly string[]): Promise<unknown> => {
  let value: unknown = await bucket
    .head()
    .then((props) => JSON.parse(props.headers.get('ais-bucket-props') ?? '{}') as unknown)
  for (const name of path) value = (value as Readonly<Record<string, unknown>>)[name]
  return value
}

const namesOf = async (listing: AsyncIterable<{ readonly name: string }>): Promise<readonly string[]> =>
  (await collect(listing)).map(({ name }) => name)

export const moreBucketCases: readonly Case[] = [
  proves('Bucket.list_archive', 'lists the members of an archive, and the archive when asked to', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('a.tar').appendToArchive('one', { archpath: 'x/1.txt' })
    await bucket.object('a.tar').appendToArchive('three', { archpath: 'y.txt' })
    await putNames(bucket, ['a.tar.not', 'b'])
    assert.deepEqual(await namesOf(bucket.listArchive('a.tar')), ['a.tar/x/1.txt', 'a.tar/y.txt'])
    const [archive, ...members] = await collect(
      bucket.listArchive('a.tar', { includeArchiveObj: true, props: 'name,size' }),
    )
    assert.equal(archive?.name, 'a.tar')
    assert.deepEqual(
      members.map(({ size }) => size),
      [3, 5],
    )
    assert.deepEqual(await namesOf(bucket.listArchive('none.tar')), [])
    await refusesAll(world, { 'no name': () => collect(bucket.listArchive('')) })
  }),
  proves('Bucket.list_objects(start_after)', 'begins after a name, whether it is there or not', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, ['a', 'b', 'c', 'd'])
    assert.deepEqual(await namesOf(bucket.listObjectsIter({ startAfter: 'b' })), ['c', 'd'])
    assert.deepEqual(await namesOf(bucket.listObjectsIter({ startAfter: 'bb', pageSize: 1 })), ['c', 'd'])
    await refusesAll(world, {
      'a cloud bucket': () => world.client.bucket('b', { provider: 'aws' }).listObjects({ startAfter: 'a' }),
    })
  }),
  proves('api.ListObjects(non-recursive)', 'one directory level only', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, ['a', 'dir/b', 'dir/c', 'dir/deep/d'])
    assert.deepEqual(await namesOf(bucket.listObjectsIter({ nonRecursive: true })), ['a', 'dir/'])
    assert.deepEqual(
      (await namesOf(bucket.listObjectsIter({ nonRecursive: true, prefix: 'dir/' }))).filter((name) => name !== 'dir/'),
      ['dir/b', 'dir/c', 'dir/deep/'],
    )
  }),
  proves(
    ['api.ListObjects(diff)', 'api.ListObjects(not-cached)', 'Bucket.list_objects(inventory_name)'],
    'what needs a backend is refused of an AIS bucket, here and by the server',
    async (world) => {
      const bucket = await world.bucket()
      await refusesAll(world, {
        diff: () => bucket.listObjects({ flags: [ListObjectFlag.DIFF] }),
        'not cached': () => bucket.listObjects({ flags: [ListObjectFlag.NOT_CACHED] }),
      })
      for (const flags of ['4096', '512'])
        await failsWith('BadRequest', () =>
          bucket.makeRequest('GET', 'list', { value: { prefix: '', flags, props: '' } }),
        )
      await assert.rejects(bucket.listObjects({ inventoryName: 'none' }))
    },
  ),
  proves(
    ['Bucket.create_inventory', 'Bucket.destroy_inventory', 'Bucket.show_inventory'],
    'inventories are for remote buckets: refused before they reach, and kill, a server',
    async (world) => {
      const bucket = await world.bucket()
      await refusesAll(world, {
        create: () => bucket.createInventory(),
        destroy: () => bucket.destroyInventory('x'),
        show: () => bucket.showInventory(),
        'too few names': () => world.client.bucket('b', { provider: 'aws' }).createInventory({ namesPerChunk: 1 }),
      })
    },
  ),
  proves(
    ['api.SetBucketProps', 'api.ResetBucketProps', 'api.CreateBucket(props)'],
    'properties are set at creation, changed, and put back',
    async (world) => {
      const bucket = await world.unborn().create({ props: { checksum: { type: 'md5' } } })
      assert.equal(await setting(bucket, 'checksum', 'type'), 'md5')
      await bucket.setProps({ versioning: { enabled: false }, lru: { dont_evict_time: '1h' } })
      assert.equal(await setting(bucket, 'versioning', 'enabled'), false)
      await failsWith('BadRequest', () => bucket.setProps({ checksum: { type: 'crc99' } }))
      await failsWith('BadRequest', () => bucket.setProps({ nosuch: true }))
      await bucket.resetProps()
      assert.equal(await setting(bucket, 'versioning', 'enabled'), true)
      const { verified, attributes } = await bucket.object('o').putContent('x')
      assert.ok(verified && attributes.checksumType !== '')
    },
  ),
  proves('api.MakeNCopies', 'objects are kept in several copies, as many as there are mountpaths', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, ['a', 'b'])
    await done(world, await bucket.makeNCopies(2))
    assert.deepEqual([await setting(bucket, 'mirror', 'copies'), await setting(bucket, 'mirror', 'enabled')], [2, true])
    const { mirrorCopies, mirrorPaths } = await bucket.object('a').head()
    assert.deepEqual([mirrorCopies, mirrorPaths.length], [2, 2])
    assert.deepEqual(
      (await bucket.listAllObjects({ props: 'name,copies' })).map(({ copies }) => copies),
      [2, 2],
    )
    await failsWith('BadRequest', () => bucket.makeNCopies(9))
    await refusesAll(world, { none: () => bucket.makeNCopies(0) })
  }),
  proves(
    'api.ECEncodeBucket',
    'a bucket is erasure-coded where there are targets enough',
    async (world) => {
      const bucket = await world.bucket()
      await putNames(bucket, ['a'])
      await done(world, await bucket.ecEncode({ dataSlices: 1, paritySlices: 1 }))
      assert.equal(await setting(bucket, 'ec', 'enabled'), true)
    },
    ['severalTargets'],
  ),
  proves('api.ECEncodeBucket', 'too few targets are an error', async (world) => {
    const bucket = await world.bucket()
    await failsWith('BadRequest', () => bucket.ecEncode({ dataSlices: 20, paritySlices: 20 }))
    await refusesAll(world, { 'no slices': () => bucket.ecEncode({ dataSlices: 0, paritySlices: 1 }) })
  }),
  proves('api.RechunkBucket', 'objects are stored in chunks, and whole again', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('big').putContent('x'.repeat(100_000))
    await bucket.object('small').putContent('x')
    await done(world, await bucket.rechunk({ objectSizeLimitBytes: 50_000, chunkSizeBytes: 40_000 }))
    const chunks = async (name: string): Promise<number | undefined> =>
      (await bucket.object(name).headV2(['chunked'])).chunks?.chunkCount
    assert.deepEqual([await chunks('big'), await chunks('small')], [3, undefined])
    assert.equal((await bucket.object('big').get().readAll()).length, 100_000)
    await done(world, await bucket.rechunk({ objectSizeLimitBytes: 0, chunkSizeBytes: 40_000 }))
    assert.equal((await bucket.object('big').get().readAll()).length, 100_000)
    await refusesAll(world, { 'a negative size': () => bucket.rechunk({ chunkSizeBytes: 0 }) })
  }),
  proves('api.IndexBucketShards', 'TAR archives are indexed, and read as before', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('a.tar').appendToArchive('one', { archpath: '1.txt' })
    await done(world, await bucket.indexShards())
    assert.equal(
      await bucket
        .object('a.tar')
        .get({ archiveConfig: { archpath: '1.txt' } })
        .text(),
      'one',
    )
    await refusesAll(world, { 'too few workers': () => bucket.indexShards({ numWorkers: -2 }) })
  }),
  proves('api.GetBucketSummary(all)', 'all buckets are counted at once', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, ['a', 'bb'])
    const found = (await getSummaries(world.client.connection, { timeoutMs: 60_000 })).find(
      (one) => one.bucket.name === bucket.name,
    )
    assert.deepEqual([found?.objectCount.present, found?.totalSizeBytes.presentObjects], [2n, 3n])
  }),
]
