import assert from 'node:assert/strict'
import { ObjectAttributes, ObjectProps, type AisObject } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, refusesAll } from '../expectations.ts'
import type { World } from '../world.ts'

const hello = async (world: World): Promise<AisObject> => {
  const object = (await world.bucket()).object('dir/ü o.txt')
  await object.putContent('hello world')
  return object
}

export const attributeCases: readonly Case[] = [
  proves(
    [
      'ObjectAttributes',
      'ObjectAttributes.size',
      'ObjectAttributes.checksum_type',
      'ObjectAttributes.checksum_value',
      'ObjectAttributes.obj_version',
    ],
    'a HEAD tells size, checksum and version',
    async (world) => {
      const attributes = await (await hello(world)).get().head()
      assert.equal(attributes.size, 11)
      assert.equal(attributes.checksumType, 'xxhash2')
      assert.equal(attributes.checksumValue, '45ab6734b21e6968')
      assert.equal(attributes.objVersion, '1')
    },
  ),
  proves('ObjectAttributes.access_time', 'is of this moment, to the nanosecond', async (world) => {
    const startNs = BigInt(Date.now() - 60_000) * 1_000_000n
    const atNs = BigInt((await (await hello(world)).head()).accessTime)
    assert.ok(atNs > startNs && atNs < startNs + 120_000_000_000n, String(atNs))
  }),
  proves(
    [
      'ObjectProps',
      'ObjectProps.bucket_name',
      'ObjectProps.bucket_provider',
      'ObjectProps.name',
      'ObjectProps.present',
    ],
    'properties tell whose they are',
    async (world) => {
      const object = await hello(world)
      const props = await object.head()
      assert.ok(props instanceof ObjectProps && props instanceof ObjectAttributes)
      assert.equal(props.bucketName, object.bucketName)
      assert.equal(props.bucketProvider, 'ais')
      assert.equal(props.name, 'dir/ü o.txt')
      assert.equal(props.present, true)
    },
  ),
  proves(
    ['ObjectProps.location', 'ObjectProps.mirror_paths', 'ObjectProps.mirror_copies'],
    'properties tell where the object is',
    async (world) => {
      const object = await hello(world)
      const props = await object.head()
      const [, target = ''] = /^t\[([^\]]+)\]:mp\[.+\]$/.exec(props.location) ?? []
      const { targets } = await object.client.clusterMap()
      assert.ok(
        targets.some(({ daemonId }) => daemonId === target),
        props.location,
      )
      assert.equal(props.mirrorCopies, 1)
      assert.equal(props.mirrorPaths.length, 1)
    },
  ),
  proves(['ObjectProps', 'ObjectAttributes'], 'without an answer everything is empty', async () => {
    const props = new ObjectProps()
    assert.deepEqual(
      [props.size, props.checksumType, props.objVersion, props.name, props.present, props.mirrorCopies],
      [0, '', '', '', false, 0],
    )
    assert.deepEqual([...props.mirrorPaths], [])
  }),
  proves(['Object.props', 'Object.head'], 'are asked for anew each time, and kept', async (world) => {
    const object = await hello(world)
    const cachedVersion = (): string | undefined => object.propsCached?.objVersion
    assert.equal(cachedVersion(), undefined)
    const props = await object.props()
    assert.equal(object.propsCached, props)
    await object.putContent('hello again')
    assert.equal(cachedVersion(), '1')
    assert.equal((await object.props()).objVersion, '2')
    assert.equal(cachedVersion(), '2')
  }),
  // Not with `latest` on an AIS bucket: a real target drops the connection.
  proves('Object.head', 'takes a presence', async (world) => {
    const object = await hello(world)
    assert.equal((await object.head({ presence: 2 })).size, 11)
    await refusesAll(world, { 'presence 7': () => object.head({ presence: 7 as 0 }) })
  }),
  proves(['Object.head_v2', 'ObjectAttributesV2'], 'tells what is asked for', async (world) => {
    const object = await hello(world)
    assert.equal((await object.headV2()).size, 11)
    const all = await object.headV2(['size', 'version', 'checksum', 'atime', 'location', 'etag', 'last-modified'])
    assert.equal(all.objVersion, '1')
    assert.equal(all.checksumValue, '45ab6734b21e6968')
    assert.match(all.etag, /^v1-45ab6734b21e6968/)
    assert.match(all.lastModified, /GMT$/)
    assert.equal(all.chunks, undefined)
    assert.equal((await object.headV2('checksum')).objVersion, '')
    await refusesAll(world, { 'an unknown property': () => object.headV2('nonsense') })
  }),
  proves(['ChunksInfo', 'ObjectAttributesV2'], 'tells of the chunks of an object that came in parts', async (world) => {
    const object = (await world.bucket()).object('in parts')
    const upload = await object.multipartUpload().create()
    for (const [index, size] of [6, 6, 2].entries()) await upload.addPart(index + 1).putContent(new Uint8Array(size))
    await upload.complete()
    const { size, chunks } = await object.headV2(['size', 'chunked'])
    assert.equal(size, 14)
    assert.deepEqual([chunks?.chunkCount, chunks?.maxChunkSize], [3, 6])
  }),
  proves('Object.head_v2', 'chosen attributes of a missing object are an error', async (world) => {
    const bucket = await world.bucket()
    await failsWith('ObjectNotFound', () => bucket.object('none').headV2('size'))
  }),
]
