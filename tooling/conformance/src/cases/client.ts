import assert from 'node:assert/strict'
import { Client, isAisError } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failure, failsWith, sameBytes } from '../expectations.ts'

export const clientCases: readonly Case[] = [
  proves('Client', 'a client and its handles send nothing by themselves', async (world) => {
    const before = world.sentCount
    world.client.bucket('never').object('asked')
    world.client.getObjectFromUrl('ais://never/asked').getReader()
    assert.equal(world.sentCount, before)
  }),
  proves('Client', 'closing twice is fine, and calls after it end as aborted', async (world) => {
    const client = new Client(world.endpoint)
    await client.close()
    await client.close()
    assert.equal((await failure(() => client.bucket('b').head()))._tag, 'Aborted')
  }),
  proves('Client', 'an endpoint that cannot be right is refused at once', async () => {
    for (const endpoint of ['', 'no url', 'ftp://host', 'http://host/path', 'http://user:pw@host', 'http://host?x=1'])
      assert.throws(
        () => new Client(endpoint),
        (error) => isAisError(error) && error._tag === 'InvalidInput',
        endpoint,
      )
  }),
  proves('Client', 'a token that would break the header is refused, and is not in the message', async (world) => {
    const error = await failure(() => new Client(world.endpoint, { token: 'se\r\ncret' }).bucket('b').head())
    assert.equal(error._tag, 'InvalidInput')
    assert.ok(!error.message.includes('cret'))
  }),
  proves('Client', 'an endpoint that nobody serves is unreachable, and the message says where', async () => {
    await using client = new Client('http://127.0.0.1:1', { retry: { maxAttempts: 1 } })
    const error = await failure(() => client.bucket('b').head())
    assert.equal(error._tag, 'Unreachable')
    assert.match(error.message, /127\.0\.0\.1:1/)
  }),
  proves('Client', 'a signal that fired ends a call before it is sent', async (world) => {
    const before = world.sentCount
    const error = await failure(() => world.client.bucket('b').head({ signal: AbortSignal.abort() }))
    assert.equal(error._tag, 'Aborted')
    assert.equal(world.sentCount, before)
  }),
  proves('Client.bucket', 'takes aliases of providers', async (world) => {
    assert.equal(world.client.bucket('b', { provider: 's3' }).provider, 'aws')
    assert.equal(world.client.bucket('b', { provider: 'gs' }).provider, 'gcp')
    assert.equal(world.client.bucket('b').provider, 'ais')
  }),
  proves('Client.fetch_object_by_url', 'reads an object by its ais:// address', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('dir/by url?.txt').putContent('found')
    const url = bucket.object('dir/by url?.txt').getSemanticUrl()
    sameBytes(await world.client.getObjectFromUrl(url).get().readAll(), 'found')
    sameBytes(await world.client.fetchObjectByUrl(url).get().readAll(), 'found')
  }),
  proves('Client.fetch_object_by_url', 'refuses what is no address of an object', async (world) => {
    for (const url of ['ais://bucket', 'ais://bucket/', 'ais:///o', 'ht://b/o', 'bucket/object', ''])
      assert.equal((await failure(() => world.client.getObjectFromUrl(url)))._tag, 'InvalidInput', url)
  }),
  proves('RetryConfig', 'says how often a call is tried', async (world) => {
    for (const maxAttempts of [1, 3]) {
      await using client = world.open({ retry: { maxAttempts, baseDelayMs: 1, budgetRatio: 1 } }, 'http://127.0.0.1:1')
      const error = await failure(() => client.bucket('b').head())
      assert.deepEqual([error._tag, error.context.attempt], ['Unreachable', maxAttempts])
    }
    assert.throws(
      () => world.open({ retry: { maxAttempts: 0 } }),
      (error) => isAisError(error) && error._tag === 'InvalidInput' && error.field === 'retry.maxAttempts',
    )
  }),
  proves(
    ['Client(max_pool_size)', 'Client(client_cert)'],
    'connections and certificates are checked before use',
    async (world) => {
      await using client = world.open({ maxPoolSize: 1 })
      await Promise.all([client.cluster().getInfo(), client.cluster().getInfo(), client.cluster().isReady()])
      assert.throws(
        () => world.open({ maxPoolSize: 0 }),
        (error) => isAisError(error) && error._tag === 'InvalidInput' && error.field === 'maxPoolSize',
      )
      const error = await failure(() =>
        world
          .open({ tls: { cert: 'without its key' } })
          .cluster()
          .getInfo(),
      )
      assert.ok(error._tag === 'InvalidInput' && error.field === 'tls', error.message)
    },
  ),
  proves(
    ['Client', 'Bucket.head'],
    'an error tells operation, subject, method, status and request id',
    async (world) => {
      const bucket = world.unborn()
      const error = await failsWith('BucketNotFound', () => bucket.head())
      assert.equal(error.status, 404)
      assert.equal(error.context.operation, 'buckets.head')
      assert.equal(error.context.subject, `ais://${bucket.name}`)
      assert.equal(error.context.method, 'HEAD')
      assert.ok(error.context.requestId !== undefined && error.context.attempt === 1)
      assert.match(error.message, new RegExp(bucket.name))
    },
  ),
]
