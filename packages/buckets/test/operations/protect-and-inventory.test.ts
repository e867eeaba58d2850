import type { Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  createInventory,
  destroyInventory,
  ecEncodeBucket,
  indexShards,
  listObjectsPage,
  ListObjectFlag,
  makeNCopies,
  rechunkBucket,
  showInventory,
  summarizeBuckets,
} from '../../src/index.js'
import { Inventories } from '../../src/wire/index.js'

const bucket = { name: 'b' }
const cloud = { name: 'b', provider: 'aws' } as const

const asked = ({ method, path, query = {}, body, problem }: Operation<unknown>) => ({
  problem: problem?.field,
  call: `${method} ${path}?${String(query['provider'])}`,
  body: body?.kind === 'json' ? body.value : undefined,
})

const message = (action: string, value: unknown = null, name = '') => ({ action, name, value })

describe('operations beyond the first list are values', () => {
  it.each<[string, Operation<unknown>, string, object]>([
    ['copies', makeNCopies(bucket, 2), 'POST /v1/buckets/b?ais', message('make-n-copies', 2)],
    [
      'erasure coding',
      ecEncodeBucket(bucket, { dataSlices: 1, paritySlices: 2, recover: true }),
      'POST /v1/buckets/b?ais',
      message('ec-encode', '{"data_slices":1,"parity_slices":2,"enabled":true}', 'recover'),
    ],
    [
      'chunks',
      rechunkBucket(bucket, { chunkSizeBytes: 10, objectSizeLimitBytes: 20, prefix: 'p' }),
      'POST /v1/buckets/b?ais',
      message('rechunk', { 'objsize-limit': 20, 'chunk-size': 10, prefix: 'p', 'sync-remote': false }),
    ],
    [
      'indexes',
      indexShards(bucket, { prefix: 'p', numWorkers: -1, skipVerify: true }),
      'POST /v1/buckets/b?ais',
      message('index-shard', { prefix: 'p', 'num-workers': -1, 'skip-verify': true }),
    ],
    [
      'an inventory',
      createInventory(cloud, { name: 'i', prefix: 'p', props: 'name', namesPerChunk: 2, force: true }),
      'POST /v1/buckets/b?aws',
      message('create-inventory', { name: 'i', prefix: 'p', props: 'name', names_per_chunk: 2, force: true }),
    ],
    ['no inventory', destroyInventory(cloud, 'i'), 'DELETE /v1/buckets/b?aws', message('destroy-inventory', null, 'i')],
    ['inventories', showInventory(cloud), 'GET /v1/buckets/b?aws', message('show-inventory')],
    [
      'a summary of all',
      summarizeBuckets({ prefix: 'p' }),
      'GET /v1/buckets?undefined',
      message('summary-bck', { uuid: '', prefix: 'p', cached: true, present: true }),
    ],
  ])('%s', (_name, operation, call, body) => {
    expect(asked(operation)).toEqual({ problem: undefined, call, body })
  })

  it.each<[string, Operation<unknown>, string]>([
    ['no copies', makeNCopies(bucket, 0), 'copies'],
    ['half a copy', makeNCopies(bucket, 1.5), 'copies'],
    ['no data slices', ecEncodeBucket(bucket, { dataSlices: 0, paritySlices: 1 }), 'dataSlices'],
    ['no parity slices', ecEncodeBucket(bucket, { dataSlices: 1, paritySlices: 0 }), 'paritySlices'],
    ['no chunk size', rechunkBucket(bucket, {} as { chunkSizeBytes: number }), 'chunkSizeBytes'],
    ['chunks of nothing', rechunkBucket(bucket, { chunkSizeBytes: 0 }), 'chunkSizeBytes'],
    ['too few workers', indexShards(bucket, { numWorkers: -2 }), 'numWorkers'],
    ['an inventory of an AIS bucket', createInventory(bucket), 'bucket'],
    ['an inventory of one name a chunk', createInventory(cloud, { namesPerChunk: 1 }), 'namesPerChunk'],
    ['a diff of an AIS bucket', listObjectsPage(bucket, { flags: [ListObjectFlag.DIFF] }), 'flags'],
    [
      'a diff without custom metadata',
      listObjectsPage({ ...bucket, provider: 'aws' }, { flags: [ListObjectFlag.DIFF], props: 'name,version' }),
      'props',
    ],
    [
      'a diff of what is here',
      listObjectsPage(
        { ...bucket, provider: 'aws' },
        { flags: [ListObjectFlag.DIFF, ListObjectFlag.CACHED], props: 'custom' },
      ),
      'flags',
    ],
    ['what an AIS bucket has not', listObjectsPage(bucket, { flags: [ListObjectFlag.NOT_CACHED] }), 'flags'],
  ])('%s is refused', (_name, { problem }, field) => {
    expect(problem?._tag).toBe('InvalidInput')
    expect(problem?.field).toBe(field)
  })

  it('a listing of one level, and from an inventory, sets the flags for it', () => {
    const flags = (operation: Operation<unknown>): unknown =>
      operation.body?.kind === 'json' ? (operation.body.value as { value: { flags: string } }).value.flags : undefined
    expect(flags(listObjectsPage(bucket, { nonRecursive: true }))).toBe('2048')
    expect(flags(listObjectsPage(cloud, { inventoryName: 'i' }))).toBe('32768')
  })

  it('inventories are decoded exactly, and none is an empty list', () => {
    const decoded = Inventories.decode({
      'ais/@u#/b/i': {
        bucket: 'ais://@u/b',
        name: 'i',
        obj_name: 'ais/@u#/b/i',
        size: 201,
        started: 1_795_426_842_077_734_549n,
        ntotal: 8,
      },
    })
    expect(decoded._tag === 'Right' && decoded.right[0]).toMatchObject({
      name: 'i',
      nameCount: 8n,
      startedNs: 1_795_426_842_077_734_549n,
      finishedNs: 0n,
    })
    const none = Inventories.decode(null)
    expect(none._tag === 'Right' && none.right).toEqual([])
  })
})
