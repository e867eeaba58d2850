import assert from 'node:assert/strict'
import { ListObjectFlag } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, putNames, sameBytes } from '../expectations.ts'

/** Buckets of a cloud, and of what only they are asked. */
export const cloudCases: readonly Case[] = [
  proves(
    ['Bucket.verify_cloud_bucket', 'ObjectGroup.evict', 'api.ListObjects(not-cached)', 'ObjectGroup.prefetch'],
    'what is evicted is listed as not here, until it is prefetched',
    async (world) => {
      const { bucket, prefix } = world.inCloud()
      bucket.verifyCloudBucket()
      const names = ['a', 'b'].map((name) => prefix + name)
      await putNames(bucket, names)
      const away = async (): Promise<readonly string[]> =>
        (await bucket.listAllObjects({ prefix, flags: [ListObjectFlag.NOT_CACHED] })).map(({ name }) => name)
      assert.deepEqual(await away(), [])
      const job = async (jobId: string): Promise<void> => {
        assert.ok((await world.client.job({ jobId }).wait()).success)
      }
      await job(await bucket.objects({ objNames: names }).evict())
      assert.deepEqual(await away(), names)
      await job(await bucket.objects({ objNames: names.slice(0, 1) }).prefetch())
      assert.deepEqual(await away(), names.slice(1))
    },
    ['cloud'],
  ),
  proves(
    'api.DownloadBackend',
    'objects of a bucket are brought here by their prefix and suffix',
    async (world) => {
      const { bucket, prefix } = world.inCloud()
      const names = ['a.jpg', 'b.txt', 'c.jpg'].map((name) => prefix + name)
      await putNames(bucket, names)
      for (const name of names) await bucket.object(name).evict()
      const download = await world.client.downloads().backend(bucket, { prefix, suffix: '.jpg' })
      assert.equal((await download.wait()).finishedCount, 2)
      const here = await bucket.listAllObjects({ prefix, flags: [ListObjectFlag.CACHED] })
      assert.deepEqual(
        here.map(({ name }) => name),
        [`${prefix}a.jpg`, `${prefix}c.jpg`],
      )
    },
    ['cloud'],
  ),
  proves(
    ['Object.head', 'ObjectProps.present(remote)'],
    'an object has the metadata of its cloud, and a missing one is told',
    async (world) => {
      const { bucket, prefix } = world.inCloud()
      const object = bucket.object(`${prefix}o`)
      await object.putContent('content')
      await object.evict()
      const { present, size, customMetadata } = await object.head()
      assert.deepEqual([present, size, customMetadata['source']], [false, 7, bucket.provider])
      sameBytes(await object.get().readAll(), 'content')
      await failsWith('ObjectNotFound', () => bucket.object(`${prefix}none`).get().readAll())
    },
    ['cloud'],
  ),
]
