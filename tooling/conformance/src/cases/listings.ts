import assert from 'node:assert/strict'
import type { Bucket } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, inByteOrder, putNames, sameBytes } from '../expectations.ts'
import { awkwardNames } from '../awkward-names.ts'

const numbered = Array.from({ length: 25 }, (_, index) => `p/${String(index).padStart(3, '0')}`)

const namesOf = async (
  bucket: Bucket,
  options: Parameters<Bucket['listAllObjects']>[0] = {},
): Promise<readonly string[]> => (await bucket.listAllObjects(options)).map(({ name }) => name)

export const listingCases: readonly Case[] = [
  proves(
    'Bucket.list_objects',
    'gives pages of the size asked for, each going on where the last ended',
    async (world) => {
      const bucket = await world.bucket()
      await putNames(bucket, numbered)
      const found: string[] = []
      let [continuationToken, uuid, pages] = ['', '', 0]
      do {
        const page = await bucket.listObjects({ pageSize: 10, continuationToken, uuid })
        found.push(...page.entries.map(({ name }) => name))
        ;({ continuationToken, uuid } = page)
        pages += 1
      } while (continuationToken !== '')
      assert.deepEqual(found, numbered)
      assert.ok(pages === 3, `${pages} pages`)
    },
  ),
  proves('Bucket.list_objects', 'a token goes on in another client, without the id of the listing', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, numbered)
    const { continuationToken } = await bucket.listObjects({ pageSize: 7 })
    const page = await bucket.listObjects({ pageSize: 7, continuationToken })
    assert.deepEqual(
      page.entries.map(({ name }) => name),
      numbered.slice(7, 14),
    )
  }),
  ...[1, 2, 7, 24, 25, 26, 10_000].map((pageSize) =>
    proves(
      ['Bucket.list_objects_iter', 'Bucket.list_all_objects'],
      `pages of ${pageSize} give every name once, in order`,
      async (world) => {
        const bucket = await world.bucket()
        await putNames(bucket, numbered)
        assert.deepEqual(
          (await collect(bucket.listObjectsIter({ pageSize }))).map(({ name }) => name),
          numbered,
        )
        assert.deepEqual(await namesOf(bucket, { pageSize }), numbered)
      },
    ),
  ),
  proves('Bucket.list_objects_iter', 'asks for a page only when it is due', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, numbered)
    const before = world.sentCount
    const listing = bucket.listObjectsIter({ pageSize: 5 })
    assert.equal(world.sentCount, before)
    for (let index = 0; index < 5; index += 1) await listing.next()
    assert.equal(world.sentCount, before + 1)
    await listing.next()
    assert.equal(world.sentCount, before + 2)
    await listing.return(undefined)
  }),
  proves(
    'Bucket.list_all_objects',
    'awkward names come in the order of their bytes, whole, in small pages too',
    async (world) => {
      const bucket = await world.bucket()
      await putNames(bucket, awkwardNames)
      assert.deepEqual(await namesOf(bucket), inByteOrder(awkwardNames))
      assert.deepEqual(await namesOf(bucket, { pageSize: 1 }), inByteOrder(awkwardNames))
    },
  ),
  proves('Bucket.list_all_objects', 'orders by bytes where UTF-16 would order otherwise', async (world) => {
    const bucket = await world.bucket()
    const names = ['\u{10000}', '\uffe6', 'z', 'é', 'Z']
    await putNames(bucket, names)
    assert.deepEqual(await namesOf(bucket, { pageSize: 2 }), inByteOrder(names))
  }),
  ...[
    ['p/', 25],
    ['p/01', 10],
    ['p/000', 1],
    ['p', 25],
    ['none', 0],
    ['p/02', 5],
  ].map(([prefix, count]) =>
    proves('Bucket.list_all_objects', `a prefix '${prefix}' picks ${count}`, async (world) => {
      const bucket = await world.bucket()
      await putNames(bucket, [...numbered, 'q', 'o'])
      const names = await namesOf(bucket, { prefix: String(prefix), pageSize: 3 })
      assert.deepEqual(
        names,
        numbered.filter((name) => name.startsWith(String(prefix))),
      )
      assert.equal(names.length, count)
    }),
  ),
  proves('Bucket.list_all_objects', 'prefixes with awkward characters pick their names', async (world) => {
    const bucket = await world.bucket()
    await putNames(bucket, awkwardNames)
    for (const prefix of ['a b', 'per%', 'hash#', 'ü/', 'question?', 'plus+'])
      assert.deepEqual(
        await namesOf(bucket, { prefix }),
        inByteOrder(awkwardNames.filter((name) => name.startsWith(prefix))),
        prefix,
      )
  }),
  proves('Bucket.list_all_objects', 'an empty bucket has none; a missing one is an error', async (world) => {
    assert.deepEqual(await namesOf(await world.bucket()), [])
    await failsWith('BucketNotFound', () => world.unborn().listAllObjects())
    await failsWith('BucketNotFound', () => world.unborn().listObjects())
  }),
  proves('Bucket.list_all_objects', 'tells what was just stored and not what was just deleted', async (world) => {
    const bucket = await world.bucket()
    for (let index = 0; index < 10; index += 1) {
      await bucket.object(`now/${index}`).putContent('x')
      assert.equal((await namesOf(bucket)).length, 1)
      await bucket.object(`now/${index}`).delete()
      assert.equal((await namesOf(bucket)).length, 0)
    }
  }),
  proves(
    ['Bucket.list_all_objects_iter', 'Bucket.object'],
    'yields handles that know their size and can be read',
    async (world) => {
      const bucket = await world.bucket()
      await putNames(bucket, ['a/1', 'a/22', 'b/3'])
      const objects = await collect(bucket.listAllObjectsIter({ prefix: 'a/' }))
      assert.deepEqual(
        objects.map(({ name, size }) => [name, size]),
        [
          ['a/1', 3],
          ['a/22', 4],
        ],
      )
      for (const object of objects) sameBytes(await object.get().readAll(), object.name)
    },
  ),
  proves(
    'Bucket.list_all_objects_iter',
    'handles have the properties that were asked for, without a call',
    async (world) => {
      const bucket = await world.bucket()
      await bucket.object('o').putContent('hello world')
      const [object] = await collect(bucket.listAllObjectsIter({ props: 'name,size,checksum,version,copies' }))
      const before = world.sentCount
      assert.equal(object?.propsCached?.checksumValue, '45ab6734b21e6968')
      assert.equal(object?.propsCached?.objVersion, '1')
      assert.equal(object?.size, 11)
      assert.equal(world.sentCount, before)
    },
  ),
  proves('Bucket.list_all_objects', 'gives 2,500 names, none twice', async (world) => {
    const bucket = await world.bucket()
    const names = Array.from({ length: 2500 }, (_, index) => `many/${(index * 7919) % 2500}`)
    await putNames(bucket, names)
    assert.deepEqual(await namesOf(bucket, { pageSize: 1000 }), inByteOrder(names))
  }),
]
