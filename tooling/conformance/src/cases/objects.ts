import assert from 'node:assert/strict'
import { proves, type Case } from '../case.ts'
import { awkwardNames } from '../awkward-names.ts'
import { failsWith, sameBytes, sampleBytes } from '../expectations.ts'

export const objectCases: readonly Case[] = [
  ...awkwardNames.map((name) =>
    proves(
      ['Object.put_content', 'Object.name'],
      `an object named ${JSON.stringify(name.slice(0, 30))} is stored, told, listed, read and deleted`,
      async (world) => {
        const bucket = await world.bucket()
        const object = bucket.object(name)
        await object.putContent(`content of ${name}`)
        const props = await object.head()
        assert.equal(props.name, name)
        assert.deepEqual(
          (await bucket.listAllObjects()).map((entry) => entry.name),
          [name],
        )
        sameBytes(await object.get().readAll(), `content of ${name}`)
        await object.delete()
        await failsWith('ObjectNotFound', () => object.head())
      },
    ),
  ),
  proves(['Object', 'Object.bucket'], 'a handle tells what it addresses', async (world) => {
    const bucket = world.client.bucket('b', { namespace: { uuid: '', name: 'n' } })
    const object = bucket.object('dir/o')
    assert.equal(object.bucket, bucket)
    assert.equal(object.bucketName, 'b')
    assert.equal(object.bucketProvider, 'ais')
    assert.equal(object.uname, 'ais/@#n/b/dir/o')
    assert.deepEqual({ ...object.queryParams }, { provider: 'ais', namespace: '@#n' })
  }),
  proves('Object.get_semantic_url', 'writes the address as it is', async (world) => {
    assert.equal(world.client.bucket('b').object('a b/ü?').getSemanticUrl(), 'ais://b/a b/ü?')
    assert.equal(world.client.bucket('b', { provider: 's3' }).object('o').getSemanticUrl(), 'aws://b/o')
  }),
  proves('Object.get_url', 'writes a URL that any HTTP client can read', async (world) => {
    const bucket = await world.bucket()
    for (const name of ['a b', 'ü/日', 'q?#%+&']) {
      await bucket.object(name).putContent(name)
      assert.equal(await world.fetch(bucket.object(name).getUrl()), name)
    }
  }),
  proves('Bucket.list_urls', 'gives a URL per object, each readable', async (world) => {
    const bucket = await world.bucket()
    for (const name of ['dir/a b', 'dir/ü', 'other']) await bucket.object(name).putContent(name)
    const found: string[] = []
    for await (const url of bucket.listUrls({ prefix: 'dir/' })) found.push(await world.fetch(url))
    assert.deepEqual(found, ['dir/a b', 'dir/ü'])
  }),
  proves('Object.delete', 'deletes; a missing object or bucket is an error that says which', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('x')
    await bucket.object('o').delete()
    const error = await failsWith('ObjectNotFound', () => bucket.object('o').delete())
    assert.equal(error.status, 404)
    await failsWith('BucketNotFound', () => world.unborn().object('o').delete())
  }),
  proves(
    ['Object.get', 'Object.head', 'Object.put_content'],
    'a missing bucket is told from a missing object',
    async (world) => {
      const [bucket, missing] = [await world.bucket(), world.unborn()]
      await failsWith('ObjectNotFound', () => bucket.object('no/such').get().readAll())
      await failsWith('ObjectNotFound', () => bucket.object('no/such').head())
      await failsWith('BucketNotFound', () => missing.object('o').get().readAll())
      await failsWith('BucketNotFound', () => missing.object('o').head())
      await failsWith('BucketNotFound', () => missing.object('o').putContent('x'))
    },
  ),
  proves(
    'Object.put_content',
    'objects spread over all targets, and each is found',
    async (world) => {
      const bucket = await world.bucket()
      const locations = new Set<string>()
      for (let index = 0; index < 40; index += 1) {
        const object = bucket.object(`spread/${index}`)
        await object.putContent(String(index))
        locations.add(/^t\[([^\]]+)\]/.exec((await object.head()).location)?.[1] ?? '')
        sameBytes(await object.get().readAll(), String(index))
      }
      const { targets } = await world.client.connection.clusterMap()
      assert.equal(locations.size, targets.length, [...locations].join())
      assert.equal((await bucket.listAllObjects()).length, 40)
    },
    ['severalTargets'],
  ),
  proves('Object.get', 'many reads and writes at once do not mix', async (world) => {
    const bucket = await world.bucket()
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const content = sampleBytes(1000 * index, index + 1)
        await bucket.object(`at-once/${index}`).putContent(content)
        sameBytes(await bucket.object(`at-once/${index}`).get().readAll(), content)
      }),
    )
  }),
  proves('Object.blob_download', 'an object of an AIS bucket has nowhere to be downloaded from', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('x')
    await failsWith('BadRequest', () => bucket.object('o').blobDownload())
  }),
  proves('Object', 'an object that nobody uses is not locked', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('x')
    assert.equal(await bucket.object('o').checkLock(), 'unlocked')
  }),
]
