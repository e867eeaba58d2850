import assert from 'node:assert/strict'
import { proves, type Case } from '../case.ts'
import { failsWith, sameBytes } from '../expectations.ts'

export const bucketCases: readonly Case[] = [
  proves('Bucket.create', 'creates a bucket that can be asked for', async (world) => {
    const bucket = world.unborn()
    await failsWith('BucketNotFound', () => bucket.head())
    assert.equal(await bucket.create(), bucket)
    assert.equal((await bucket.head()).provider, 'ais')
  }),
  proves('Bucket.create', 'a bucket that exists is a conflict, unless that is fine', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('kept').putContent('kept')
    const error = await failsWith('BucketAlreadyExists', () => bucket.create())
    assert.equal(error.status, 409)
    await bucket.create({ existOk: true })
    sameBytes(await bucket.object('kept').get().readAll(), 'kept')
  }),
  proves('Bucket.create', 'takes properties along', async (world) => {
    const bucket = await world.unborn().create({ props: { checksum: { type: 'md5' }, versioning: { enabled: false } } })
    const props = await bucket.head()
    assert.equal(props.checksum.type, 'md5')
    assert.equal(props.versioning.enabled, false)
  }),
  proves('Bucket.delete', 'deletes a bucket with all it holds', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('x')
    await bucket.delete()
    await failsWith('BucketNotFound', () => bucket.head())
    await bucket.create()
    assert.deepEqual(await bucket.listAllObjects(), [])
  }),
  proves('Bucket.delete', 'a missing bucket is an error, unless that is fine', async (world) => {
    const bucket = world.unborn()
    await failsWith('BucketNotFound', () => bucket.delete())
    await bucket.delete({ missingOk: true })
  }),
  proves('Bucket.head', 'tells properties, 64-bit numbers exactly', async (world) => {
    const props = await (await world.bucket()).head()
    assert.equal(props.checksum.type, 'xxhash2')
    assert.equal(props.versioning.enabled, true)
    assert.match(props.bid, /^\d+$/)
    assert.ok(BigInt(props.created) > 1_600_000_000_000_000_000n)
    assert.ok(BigInt(props.access) > 0n)
    assert.ok((props.headers.get('ais-bucket-props') ?? '').startsWith('{'))
  }),
  proves('Bucket', 'properties can be set and put back', async (world) => {
    const bucket = await world.bucket()
    await bucket.setProps({ versioning: { enabled: false } })
    assert.equal((await bucket.head()).versioning.enabled, false)
    await bucket.resetProps()
    assert.equal((await bucket.head()).versioning.enabled, true)
  }),
  proves(['Bucket.namespace', 'Bucket'], 'a namespace has buckets and objects of its own', async (world) => {
    const namespace = { uuid: '', name: 'conformance' }
    const inside = await world.bucket({ namespace })
    await failsWith('BucketNotFound', () => world.client.bucket(inside.name).head())
    await inside.object('a b').putContent('inside')
    sameBytes(await inside.object('a b').get().readAll(), 'inside')
    assert.deepEqual(inside.namespace, namespace)
    assert.deepEqual(
      (await inside.listAllObjects()).map(({ name }) => name),
      ['a b'],
    )
  }),
  proves(
    ['Bucket.qparam', 'Bucket.get_path', 'Bucket.as_model', 'Bucket.provider', 'Bucket.name'],
    'tells its address in every form',
    async (world) => {
      const plain = world.client.bucket('b')
      assert.equal(plain.name, 'b')
      assert.equal(plain.provider, 'ais')
      assert.deepEqual({ ...plain.qparam }, { provider: 'ais' })
      assert.equal(plain.getPath(), 'ais/@#/b/')
      assert.deepEqual(plain.asModel(), { name: 'b', provider: 'ais', namespace: { uuid: '', name: '' } })
      const named = world.client.bucket('b', { namespace: { uuid: 'u', name: 'n' } })
      assert.deepEqual({ ...named.qparam }, { provider: 'ais', namespace: '@u#n' })
      assert.equal(named.getPath(), 'ais/@u#n/b/')
    },
  ),
  proves(['Bucket.client', 'Bucket.client='], 'goes through the connection it is given', async (world) => {
    const bucket = await world.bucket()
    assert.equal(bucket.client, world.client.connection)
    await using other = world.open()
    bucket.client = other.connection
    const before = world.sentCount
    await bucket.head()
    await bucket.object('o').putContent('x')
    assert.equal(world.sentCount, before)
    bucket.client = world.client.connection
  }),
  proves('Bucket.object', 'makes handles without a request', async (world) => {
    const bucket = world.client.bucket('b')
    const before = world.sentCount
    const object = bucket.object('dir/o')
    assert.equal(object.name, 'dir/o')
    assert.equal(object.bucket, bucket)
    assert.equal(world.sentCount, before)
  }),
  proves('Bucket.make_request', 'sends an action of the caller', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('one').putContent('1')
    const bytes = await bucket.makeRequest('GET', 'list', { value: { prefix: '', props: 'name', flags: '0' } })
    const page = JSON.parse(new TextDecoder().decode(bytes)) as { entries: readonly { name: string }[] }
    assert.deepEqual(
      page.entries.map(({ name }) => name),
      ['one'],
    )
    await failsWith('BadRequest', () => bucket.makeRequest('POST', 'no-such-action'))
  }),
  proves('Bucket.verify_cloud_bucket', 'tells buckets of a cloud from those that are not', async (world) => {
    assert.throws(() => world.client.bucket('b').verifyCloudBucket(), /buckets\.verifyCloudBucket/)
    world.client.bucket('b', { provider: 'aws' }).verifyCloudBucket()
    world.client.bucket('b', { namespace: { uuid: 'remote', name: '' } }).verifyCloudBucket()
  }),
]
