import assert from 'node:assert/strict'
import { FLTPresence } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, failure } from '../expectations.ts'

export const countCases: readonly Case[] = [
  proves('Bucket.summary', 'counts objects and bytes', async (world) => {
    const bucket = await world.bucket()
    for (const [name, size] of [
      ['a', 1],
      ['dir/b', 20],
      ['dir/c', 300],
    ] as const)
      await bucket.object(name).putContent('x'.repeat(size))
    const summary = await bucket.summary()
    assert.equal(summary.objectCount.present, 3n)
    assert.equal(summary.totalSizeBytes.presentObjects, 321n)
    assert.equal(summary.objectSizeBytes.min, 1)
    assert.equal(summary.objectSizeBytes.max, 300)
    assert.equal(summary.bucket.name, bucket.name)
    assert.ok(summary.totalSizeBytes.disks > 0n)
  }),
  proves('Bucket.summary', 'counts what a prefix picks', async (world) => {
    const bucket = await world.bucket()
    for (const name of ['a', 'dir/b', 'dir/c']) await bucket.object(name).putContent('xx')
    const summary = await bucket.summary({ prefix: 'dir/' })
    assert.equal(summary.objectCount.present, 2n)
    assert.equal(summary.totalSizeBytes.presentObjects, 4n)
  }),
  proves('Bucket.summary', 'counts nothing in an empty bucket', async (world) => {
    const summary = await (await world.bucket()).summary({ cached: false, present: false })
    assert.equal(summary.objectCount.present, 0n)
    assert.equal(summary.totalSizeBytes.presentObjects, 0n)
  }),
  proves('Bucket.summary', 'a missing bucket is an error', async (world) => {
    await failsWith('BucketNotFound', () => world.unborn().summary())
  }),
  proves('Bucket.info', 'tells properties and counts together', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('a').putContent('12345')
    const { props, summary } = await bucket.info()
    assert.equal(props.checksum.type, 'xxhash2')
    assert.equal(summary.objectCount.present, 1n)
    assert.equal(summary.totalSizeBytes.presentObjects, 5n)
  }),
  proves('Bucket.info', 'takes prefix and presence', async (world) => {
    const bucket = await world.bucket()
    for (const name of ['a', 'dir/b']) await bucket.object(name).putContent('xx')
    const { summary } = await bucket.info({ prefix: 'dir/', fltPresence: FLTPresence.FLT_PRESENT, bsummRemote: false })
    assert.equal(summary.objectCount.present, 1n)
  }),
  proves('Bucket.info', 'a presence that is none is refused; a missing bucket is an error', async (world) => {
    const bucket = world.unborn()
    assert.equal((await failure(() => bucket.info({ fltPresence: 17 as FLTPresence })))._tag, 'InvalidInput')
    await failsWith('BucketNotFound', () => bucket.info())
  }),
]
