import type { Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  bucketInfo,
  copyBucket,
  createBucket,
  destroyBucket,
  evictBucket,
  headBucket,
  listObjectsPage,
  ListObjectFlag,
  renameBucket,
  requestBucket,
  resetBucketProps,
  setBucketProps,
  summarizeBucket,
} from '../../src/index.js'

const bucket = { name: 'b' }
const cloud = { name: 'b', provider: 'aws' } as const

const asked = ({ method, path, query, body, idempotent, problem }: Operation<unknown>) => ({
  problem: problem?.field,
  method,
  path,
  query,
  value: body?.kind === 'json' ? body.value : undefined,
  idempotent,
})

const message = (action: string, value: unknown = null, name = '') => ({ action, name, value })
const plain = { problem: undefined, path: '/v1/buckets/b', query: { provider: 'ais' } }

describe('operations of buckets are values', () => {
  it.each<[string, Operation<unknown>, object]>([
    ['create', createBucket(bucket), { ...plain, method: 'POST', value: message('create-bck'), idempotent: false }],
    [
      'create with properties',
      createBucket(bucket, { lru: { enabled: true } }),
      { ...plain, method: 'POST', value: message('create-bck', { lru: { enabled: true } }), idempotent: false },
    ],
    [
      'destroy',
      destroyBucket(bucket),
      { ...plain, method: 'DELETE', value: message('destroy-bck'), idempotent: false },
    ],
    ['head', headBucket(bucket), { ...plain, method: 'HEAD', value: undefined, idempotent: true }],
    [
      'rename',
      renameBucket(bucket, 'new'),
      {
        ...plain,
        method: 'POST',
        query: { provider: 'ais', bck_to: 'ais/@#/new/' },
        value: message('move-bck'),
        idempotent: false,
      },
    ],
    [
      'set properties',
      setBucketProps(bucket, { a: 1 }),
      { ...plain, method: 'PATCH', value: message('set-bprops', { a: 1 }), idempotent: true },
    ],
    [
      'reset properties',
      resetBucketProps(bucket),
      { ...plain, method: 'PATCH', value: message('reset-bprops'), idempotent: true },
    ],
    [
      'evict',
      evictBucket(cloud, { keepMd: true }),
      {
        ...plain,
        method: 'DELETE',
        query: { provider: 'aws', keep_bck_md: true },
        value: message('evict-remote-bck'),
        idempotent: true,
      },
    ],
    [
      'summary',
      summarizeBucket(bucket, { uuid: 'u', prefix: 'p' }),
      {
        ...plain,
        method: 'GET',
        value: message('summary-bck', { uuid: 'u', prefix: 'p', cached: true, present: true }),
        idempotent: true,
      },
    ],
    [
      'info',
      bucketInfo(bucket),
      {
        ...plain,
        method: 'HEAD',
        query: { provider: 'ais', presence: 0, bsumm_remote: true },
        value: undefined,
        idempotent: true,
      },
    ],
    [
      'info of a prefix',
      bucketInfo(bucket, { prefix: 'p/q' }),
      {
        ...plain,
        method: 'HEAD',
        path: '/v1/buckets/b/p/q',
        query: { provider: 'ais', presence: 0, bsumm_remote: true },
        value: undefined,
        idempotent: true,
      },
    ],
    [
      'a request of one’s own',
      requestBucket(bucket, 'POST', 'x', { value: 1, name: 'n', params: { a: 'b' } }),
      { ...plain, method: 'POST', query: { a: 'b' }, value: message('x', 1, 'n'), idempotent: false },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(asked(operation)).toEqual(expected)
  })

  it('copy names source and destination and says all its options', () => {
    const operation = copyBucket(
      bucket,
      { name: 'to', namespace: { uuid: '', name: 'ns' } },
      { prefixFilter: 'p', prepend: 'x/', ext: { jpg: 'txt' }, numWorkers: 2, latest: true },
    )
    expect(asked(operation)).toEqual({
      ...plain,
      method: 'POST',
      query: { provider: 'ais', bck_to: 'ais/@#ns/to/' },
      value: message('copy-bck', {
        prefix: 'p',
        prepend: 'x/',
        dry_run: false,
        force: false,
        'latest-ver': true,
        synchronize: false,
        ext: { jpg: 'txt' },
        'num-workers': 2,
      }),
      idempotent: false,
    })
  })

  it('list joins flags to decimal text and sends startAfter only when it is given', () => {
    const { value } = asked(
      listObjectsPage(bucket, {
        flags: [ListObjectFlag.DELETED, ListObjectFlag.NAME_ONLY],
        pageSize: 5,
        inventoryName: 'inv',
      }),
    ) as { value: { value: object } }
    expect(value.value).toEqual({
      prefix: '',
      pagesize: 5,
      uuid: '',
      props: '',
      continuation_token: '',
      flags: String(4 + 16 + 32768),
      target: '',
    })
    const after = asked(listObjectsPage(bucket, { startAfter: 'x' })) as { value: { value: object } }
    expect(after.value.value).toMatchObject({ start_after: 'x', flags: '0' })
  })

  it.each<[string, Operation<unknown>]>([
    ['bucket name', createBucket({ name: '.x' })],
    ['provider', createBucket(cloud)],
    ['provider', destroyBucket(cloud)],
    ['provider', renameBucket(cloud, 'n')],
    ['toBckName', renameBucket(bucket, 'a/b')],
    ['bucket', evictBucket(bucket)],
    ['bucket name', copyBucket(bucket, { name: '' })],
    ['sync', copyBucket(bucket, { name: 'c' }, { sync: true, prepend: 'p' })],
    ['numWorkers', copyBucket(bucket, { name: 'c' }, { numWorkers: -2 })],
    ['pageSize', listObjectsPage(bucket, { pageSize: -1 })],
    ['pageSize', listObjectsPage(bucket, { pageSize: 10_001 })],
    ['pageSize', listObjectsPage(bucket, { pageSize: Number.NaN })],
    ['startAfter', listObjectsPage(cloud, { startAfter: 'x' })],
    ['flags', listObjectsPage(bucket, { flags: [99 as never] })],
    ['inventoryName', listObjectsPage(bucket, { inventoryName: 'a\r\nb' })],
    ['fltPresence', bucketInfo(bucket, { fltPresence: 9 as never })],
    ['prefix', bucketInfo(bucket, { prefix: '../x' })],
  ])('refuses a wrong %s', (field, operation) => {
    expect(operation.problem).toMatchObject({ _tag: 'InvalidInput', field })
  })
})
