import { connect, type Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  archiveObjects,
  copyObjects,
  deleteObjects,
  evictObjects,
  ObjectRange,
  prefetchObjects,
  type ObjectSelection,
} from '../../src/index.js'

const bucket = { name: 'b' }
const cloud = { name: 'b', provider: 'aws' } as const
const names = { objNames: ['a', 'b'] }

const asked = ({ method, path, query, body, idempotent, problem }: Operation<unknown>) => ({
  problem: problem?.field,
  method,
  path,
  query,
  value: body?.kind === 'json' ? body.value : undefined,
  idempotent,
})

const plain = { problem: undefined, path: '/v1/buckets/b', query: { provider: 'ais' }, idempotent: false }
const message = (action: string, value: unknown) => ({ action, name: '', value })
const copyValue = {
  prefix: '',
  prepend: '',
  dry_run: false,
  force: false,
  'latest-ver': false,
  synchronize: false,
  coer: false,
  tobck: { name: 'to', provider: 'ais', namespace: null },
}

describe('operations on many objects are values', () => {
  it.each<[string, Operation<unknown>, object]>([
    [
      'delete',
      deleteObjects(bucket, names),
      { ...plain, method: 'DELETE', value: message('delete-listrange', { objnames: ['a', 'b'] }) },
    ],
    [
      'evict',
      evictObjects(cloud, { objTemplate: 'x-{0..9}' }),
      {
        ...plain,
        query: { provider: 'aws' },
        method: 'DELETE',
        value: message('evict-listrange', { template: 'x-{0..9}' }),
      },
    ],
    [
      'prefetch by defaults',
      prefetchObjects(cloud, { objRange: new ObjectRange('p', 1, 2) }),
      {
        ...plain,
        query: { provider: 'aws' },
        method: 'POST',
        value: message('prefetch-listrange', { template: 'p{1..2..1}', coer: false, 'latest-ver': false }),
      },
    ],
    [
      'prefetch with all',
      prefetchObjects(cloud, names, {
        blobThresholdBytes: 1_048_576,
        numWorkers: 4,
        latest: true,
        continueOnError: true,
      }),
      {
        ...plain,
        query: { provider: 'aws' },
        method: 'POST',
        value: message('prefetch-listrange', {
          objnames: ['a', 'b'],
          coer: true,
          'latest-ver': true,
          'blob-threshold': 1_048_576,
          'num-workers': 4,
        }),
      },
    ],
    [
      'copy',
      copyObjects(bucket, names, { name: 'to' }, { prepend: 'x/', numWorkers: 2 }),
      {
        ...plain,
        method: 'POST',
        value: message('copy-listrange', { ...copyValue, objnames: ['a', 'b'], prepend: 'x/', 'num-workers': 2 }),
      },
    ],
    [
      'archive',
      archiveObjects(bucket, names, 'x.tar', { mime: 'tar', toBck: { name: 'to' }, allowAppend: true }),
      {
        ...plain,
        method: 'PUT',
        value: message('archive', {
          objnames: ['a', 'b'],
          archname: 'x.tar',
          isbn: false,
          aate: true,
          coer: false,
          mime: 'tar',
          tobck: { name: 'to', provider: 'ais', namespace: null },
        }),
      },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(asked(operation)).toEqual(expected)
  })

  const both = { objNames: ['a'], objTemplate: 'x' }
  it.each<[string, Operation<unknown>, string]>([
    ...[deleteObjects, (b: typeof bucket, s: ObjectSelection) => copyObjects(b, s, { name: 'to' })].flatMap(
      (make): [string, Operation<unknown>, string][] => [
        ['no selection', make(bucket, {}), 'objNames'],
        ['two selections', make(bucket, both), 'objNames'],
        ['an empty list', make(bucket, { objNames: [] }), 'objNames'],
        ['an empty template', make(bucket, { objTemplate: '' }), 'objTemplate'],
        ['a star', make(bucket, { objTemplate: '*' }), 'objTemplate'],
        ['a trillion names', make(bucket, { objTemplate: '{0..999999999999}' }), 'objTemplate'],
      ],
    ),
    ['evict from an AIS bucket', evictObjects(bucket, names), 'bucket'],
    ['prefetch of an AIS bucket', prefetchObjects(bucket, names), 'bucket'],
    ['prefetch with workers below -1', prefetchObjects(cloud, names, { numWorkers: -2 }), 'numWorkers'],
    ['sync with prepend', copyObjects(bucket, names, { name: 'to' }, { sync: true, prepend: 'x' }), 'sync'],
    ['an archive of no known format', archiveObjects(bucket, names, 'x.rar'), 'archiveName'],
    ['an archive whose format disagrees', archiveObjects(bucket, names, 'x.tar', { mime: '.zip' }), 'mime'],
    ['an archive of an unknown mime', archiveObjects(bucket, names, 'x.tar', { mime: 'rar' }), 'mime'],
  ])('%s is refused', (_name, { problem }, field) => {
    expect(problem?._tag).toBe('InvalidInput')
    expect(problem?.field).toBe(field)
  })

  it('reads several job ids', async () => {
    const { memoryTransport } = await import('@ais/core/testing')
    const transport = memoryTransport(() => ({ status: 200, body: 'u1,u2' }))
    const connection = connect({ endpoint: 'http://ais.test', transport })
    expect(await connection.send(copyObjects(bucket, names, { name: 'to' }))).toEqual(['u1', 'u2'])
  })
})
