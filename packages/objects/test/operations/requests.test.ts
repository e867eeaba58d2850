import type { ObjectRef, Operation } from '@ais/core'
import { expect, test } from 'vitest'
import {
  appendObject,
  blobDownloadObject,
  checkLock,
  copyObject,
  deleteObject,
  evictObject,
  flushAppend,
  getObject,
  headObject,
  headObjectV2,
  promoteObject,
  putObject,
  renameObject,
  setCustomProps,
} from '../../src/index.js'

const object: ObjectRef = { bucket: { name: 'b' }, name: 'a b/ü' }
const path = '/v1/objects/b/a%20b/%C3%BC'
const bytes = { kind: 'bytes', bytes: new Uint8Array([1]) } as const
const remote: ObjectRef = { bucket: { name: 'b', provider: 'aws' }, name: 'o' }
const action = (name: string, message: { name?: string; value?: unknown } = {}): object => ({
  kind: 'json',
  value: { action: name, name: '', value: null, ...message },
})

const rows: readonly [string, Operation<unknown>, object][] = [
  [
    'get',
    getObject(object),
    {
      name: 'objects.get',
      method: 'GET',
      path,
      query: { provider: 'ais' },
      idempotent: true,
      bytes: true,
      subject: 'ais://b/a b/ü',
    },
  ],
  ['range', getObject(object, { offsetBytes: 5, lengthBytes: 10 }), { headers: { range: 'bytes=5-14' } }],
  ['range to the end', getObject(object, { offsetBytes: 0 }), { headers: { range: 'bytes=0-' } }],
  ['first bytes', getObject(object, { lengthBytes: 1 }), { headers: { range: 'bytes=0-0' } }],
  ['byteRange', getObject(object, { byteRange: 'bytes=-300' }), { headers: { range: 'bytes=-300' } }],
  [
    'archive member',
    getObject(object, { archiveConfig: { archpath: 'x/y', mime: '.tar' } }),
    { query: { provider: 'ais', archpath: 'x/y', archmime: '.tar' } },
  ],
  [
    'archive match',
    getObject(object, { archiveConfig: { regex: 'a', mode: 'prefix' } }),
    { query: { provider: 'ais', archregx: 'a', archmode: 'prefix' } },
  ],
  ['latest', getObject(object, { latest: true }), { query: { provider: 'ais', 'latest-ver': true } }],
  ['etl', getObject(object, { etlName: 'e' }), { query: { provider: 'ais', etl_name: 'e' } }],
  [
    'etl with arguments',
    getObject(object, { etl: { name: 'e', args: { a: 1, b: [2] } } }),
    { query: { provider: 'ais', etl_name: 'e', etl_args: '{"a":1,"b":[2]}' } },
  ],
  [
    'etl with text',
    getObject(object, { etl: { name: 'e', args: 'x y' } }),
    { query: { provider: 'ais', etl_name: 'e', etl_args: 'x y' } },
  ],
  [
    'blob',
    getObject(object, { blobDownloadConfig: { chunkSize: '1mb' } }),
    { headers: { 'ais-blob-download': 'true', 'ais-blob-chunk': '1mb' } },
  ],
  ['head', headObject(object), { method: 'HEAD', path, query: { provider: 'ais' }, idempotent: true }],
  [
    'head in the cluster',
    headObject({ ...object, bucket: { name: 'b', provider: 'aws' } }, { presence: 2, latest: true }),
    { query: { provider: 'aws', presence: 2, 'latest-ver': true } },
  ],
  ['head v2', headObjectV2(object), { method: 'HEAD', query: { provider: 'ais', props: 'name,size' } }],
  ['head v2 of text', headObjectV2(object, 'etag,version'), { query: { provider: 'ais', props: 'etag,version' } }],
  [
    'put',
    putObject(object, bytes),
    { method: 'PUT', path, query: { provider: 'ais' }, body: bytes, idempotent: true, bytes: true },
  ],
  [
    'put with a checksum',
    putObject(object, bytes, { checksum: { type: 'md5', value: 'ff' }, skipVersionCheck: true }),
    { query: { provider: 'ais', skip_vc: true }, headers: { 'ais-checksum-type': 'md5', 'ais-checksum-value': 'ff' } },
  ],
  [
    'append',
    appendObject(object, bytes),
    { method: 'PUT', query: { provider: 'ais', append_type: 'append', append_handle: '' }, idempotent: false },
  ],
  [
    'append more',
    appendObject(object, bytes, 't|x/%=='),
    { query: { provider: 'ais', append_type: 'append', append_handle: 't|x/%==' } },
  ],
  [
    'flush',
    flushAppend(object, 'h'),
    {
      query: { provider: 'ais', append_type: 'flush', append_handle: 'h' },
      body: { kind: 'bytes', bytes: new Uint8Array(0) },
    },
  ],
  [
    'custom props',
    setCustomProps(object, { k: 'v=,' }),
    {
      method: 'PATCH',
      path,
      query: { provider: 'ais' },
      body: { kind: 'json', value: { action: '', name: '', value: { k: 'v=,' } } },
    },
  ],
  [
    'custom props anew',
    setCustomProps(object, {}, { replaceExisting: true }),
    { query: { provider: 'ais', 'set-new-custom': true } },
  ],
  ['delete', deleteObject(object), { method: 'DELETE', path, query: { provider: 'ais' } }],
  [
    'evict',
    evictObject(remote),
    { method: 'DELETE', query: { provider: 'aws' }, body: action('evict-listrange', { name: 'b/o' }) },
  ],
  [
    'copy',
    copyObject(object, { bucket: { name: 'b2' }, name: 'o2' }),
    {
      method: 'PUT',
      path,
      query: { provider: 'ais', object_to: 'ais/@#/b2/o2', 'latest-ver': false, synchronize: false },
    },
  ],
  [
    'copy through an etl',
    copyObject(object, remote, { etlName: 'e', latest: true, sync: true }),
    { query: { provider: 'ais', object_to: 'aws/@#/b/o', 'latest-ver': true, synchronize: true, etl_name: 'e' } },
  ],
  ['rename', renameObject(object, 'n'), { method: 'POST', path, body: action('rename-obj', { name: 'n' }) }],
  ['check lock', checkLock(object), { method: 'POST', path, body: action('check-lock') }],
  [
    'promote',
    promoteObject(object, '/p', { targetId: 't1', recursive: true }),
    {
      method: 'POST',
      path: '/v1/objects/b',
      query: { provider: 'ais' },
      body: action('promote', {
        name: '/p',
        value: { tid: 't1', src: '/p', obj: 'a b/ü', rcr: true, ovw: false, dls: false, notshr: false },
      }),
    },
  ],
  [
    'blob download',
    blobDownloadObject(remote, { chunkSizeBytes: 1048576, numWorkers: 4 }),
    {
      method: 'POST',
      path: '/v1/objects/b',
      query: { provider: 'aws' },
      body: action('blob-download', {
        name: 'o',
        value: { 'latest-ver': false, 'chunk-size': 1048576, 'num-workers': 4 },
      }),
    },
  ],
  [
    'blob download by default',
    blobDownloadObject(remote, { latest: true }),
    { body: action('blob-download', { name: 'o', value: { 'latest-ver': true } }) },
  ],
]

test.each(rows)('%s', (_name, operation, expected) => {
  expect(operation.problem).toBeUndefined()
  expect(JSON.parse(JSON.stringify(operation))).toMatchObject(JSON.parse(JSON.stringify(expected)) as object)
})

test('the namespace goes along', () => {
  const inNamespace = { bucket: { name: 'b', namespace: { uuid: '', name: 'ns' } }, name: 'o' }
  expect(getObject(inNamespace).query).toEqual({ provider: 'ais', namespace: '@#ns' })
  expect(copyObject(object, inNamespace).query).toMatchObject({ object_to: 'ais/@#ns/b/o' })
})

const named = (name: string): ObjectRef => ({ bucket: { name: 'b' }, name })
const wrong: readonly [string, Operation<unknown>, string][] = [
  ['no name', getObject(named('')), 'object name'],
  ['a name that climbs', getObject(named('a/../b')), 'object name'],
  ['a bucket name that climbs', getObject({ bucket: { name: '..' }, name: 'o' }), 'bucket name'],
  ['a negative offset', getObject(object, { offsetBytes: -1 }), 'offsetBytes'],
  ['a fraction', getObject(object, { offsetBytes: 0.5 }), 'offsetBytes'],
  ['no length', getObject(object, { lengthBytes: 0 }), 'lengthBytes'],
  ['a range beyond 2^53', getObject(object, { offsetBytes: Number.MAX_SAFE_INTEGER, lengthBytes: 2 }), 'lengthBytes'],
  ['a range that ends before it starts', getObject(object, { byteRange: 'bytes=5-2' }), 'byteRange'],
  ['two ranges', getObject(object, { byteRange: 'bytes=0-1', offsetBytes: 1 }), 'byteRange'],
  [
    'a range and a blob download',
    getObject(object, { byteRange: 'bytes=0-1', blobDownloadConfig: {} }),
    'blobDownloadConfig',
  ],
  [
    'a range of an archive member',
    getObject(object, { offsetBytes: 1, archiveConfig: { archpath: 'x' } }),
    'archiveConfig',
  ],
  ['regex without mode', getObject(object, { archiveConfig: { regex: 'x' } }), 'archiveConfig'],
  ['mode without regex', getObject(object, { archiveConfig: { mode: 'prefix' } }), 'archiveConfig'],
  [
    'regex and archpath',
    getObject(object, { archiveConfig: { archpath: 'x', regex: 'x', mode: 'prefix' } }),
    'archiveConfig',
  ],
  ['an archive config of nothing', getObject(object, { archiveConfig: {} }), 'archiveConfig'],
  [
    'an unknown mode',
    getObject(object, { archiveConfig: { regex: 'x', mode: 'glob' as 'prefix' } }),
    'archiveConfig.mode',
  ],
  ['two etls', getObject(object, { etlName: 'a', etl: { name: 'b' } }), 'etl'],
  ['etl arguments that JSON cannot hold', getObject(object, { etl: { name: 'b', args: 1n } }), 'etl.args'],
  [
    'a header injected',
    getObject(object, { blobDownloadConfig: { chunkSize: '1\r\nx: y' } }),
    'blobDownloadConfig.chunkSize',
  ],
  ['an unknown property', headObjectV2(object, 'name,cached'), 'props'],
  ['an unknown presence', headObject(object, { presence: 7 as 2 }), 'presence'],
  ['a flush of nothing', flushAppend(object, ''), 'handle'],
  ['a metadata key with =', setCustomProps(object, { 'a=b': 'c' }), 'customMetadata'],
  ['metadata that is no text', setCustomProps(object, { a: 1 as unknown as string }), 'customMetadata'],
  ['evicting from an AIS bucket', evictObject(object), 'bucket'],
  ['asking the backend of an AIS bucket', headObject(object, { latest: true }), 'latest'],
  ['copying to no name', copyObject(object, named('')), 'toObject'],
  ['renaming to a name that climbs', renameObject(object, '..'), 'newName'],
  ['promoting a relative path', promoteObject(object, 'x'), 'path'],
  ['a negative chunk', blobDownloadObject(remote, { chunkSizeBytes: -1 }), 'chunkSizeBytes'],
]

test.each(wrong)('%s is InvalidInput', (_name, operation, field) => {
  expect(operation.problem).toMatchObject({ _tag: 'InvalidInput', field })
})
