import type { Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  abortDownload,
  downloadBackend,
  downloadMulti,
  downloadRange,
  downloadSingle,
  getDownloadStatus,
  listDownloads,
  removeDownload,
} from '../../src/index.js'

const valueOf = ({ body }: Operation<unknown>): unknown => {
  if (body?.kind !== 'json') return undefined
  return typeof body.value === 'function' ? (body.value as () => unknown)() : body.value
}

const asked = (operation: Operation<unknown>) => {
  const { method, path, idempotent, problem } = operation
  return { problem: problem?.field, method, path, idempotent, value: valueOf(operation) }
}

const bucket = { name: 'b' }
const far = { name: 'b', namespace: { uuid: 'GPUCxisN3', name: '' } }
const link = 'http://host/dir/a.bin'
const start = { problem: undefined, method: 'POST', path: '/v1/download', idempotent: false }
const base = {
  bucket: { name: 'b', provider: 'ais', namespace: { uuid: '', name: '' } },
  description: '',
  timeout: '',
  progress_interval: '',
  limits: { connections: 0, bytes_per_hour: 0 },
}
const admin = { id: '', regex: '', only_active_tasks: false }

describe('operations of downloads are values', () => {
  it.each<[string, Operation<unknown>, object]>([
    [
      'single',
      downloadSingle(bucket, link),
      { ...start, value: { type: 'single', ...base, object_name: 'a.bin', link, from_remote: false } },
    ],
    [
      'single with all options',
      downloadSingle(bucket, link, {
        objectName: 'x/100%?',
        description: 'mine',
        objectTimeoutMs: 60_000,
        progressIntervalMs: 500,
        maxConnections: 3,
        maxBytesPerHour: 1000,
        headers: { 'X-Key': 'secret' },
      }),
      {
        ...start,
        value: {
          type: 'single',
          ...base,
          description: 'mine',
          timeout: '60000ms',
          progress_interval: '500ms',
          limits: { connections: 3, bytes_per_hour: 1000 },
          headers: { 'X-Key': ['secret'] },
          object_name: 'x/100%2525%253F',
          link,
          from_remote: false,
        },
      },
    ],
    [
      'range',
      downloadRange(bucket, 'http://host/f-{00..10}.tar', { subdir: 'in/here' }),
      { ...start, value: { type: 'range', ...base, template: 'http://host/f-{00..10}.tar', subdir: 'in/here' } },
    ],
    [
      'multi with names',
      downloadMulti(bucket, { 'a:b': link }),
      { ...start, value: { type: 'multi', ...base, objects: { 'a%253Ab': link } } },
    ],
    [
      'multi without names',
      downloadMulti(bucket, [link, 'host/other.bin?x=1']),
      { ...start, value: { type: 'multi', ...base, objects: { 'a.bin': link, 'other.bin': 'host/other.bin?x=1' } } },
    ],
    [
      'backend',
      downloadBackend(far, { prefix: 'p', suffix: '.jpg', sync: true }),
      {
        ...start,
        value: {
          type: 'backend',
          ...base,
          bucket: { ...far, provider: 'ais' },
          prefix: 'p',
          suffix: '.jpg',
          synchronize: true,
        },
      },
    ],
    [
      'status',
      getDownloadStatus('dnl-1', { onlyActiveTasks: true }),
      {
        problem: undefined,
        method: 'GET',
        path: '/v1/download',
        idempotent: true,
        value: { ...admin, id: 'dnl-1', only_active_tasks: true },
      },
    ],
    [
      'list',
      listDownloads({ regex: 'mine', onlyActive: true }),
      {
        problem: undefined,
        method: 'GET',
        path: '/v1/download',
        idempotent: true,
        value: { ...admin, regex: 'mine', only_active_tasks: true },
      },
    ],
    [
      'abort',
      abortDownload('dnl-1'),
      {
        problem: undefined,
        method: 'DELETE',
        path: '/v1/download/abort',
        idempotent: true,
        value: { ...admin, id: 'dnl-1' },
      },
    ],
    [
      'remove',
      removeDownload('dnl-1'),
      {
        problem: undefined,
        method: 'DELETE',
        path: '/v1/download/remove',
        idempotent: false,
        value: { ...admin, id: 'dnl-1' },
      },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(asked(operation)).toEqual(expected)
  })

  it.each<[string, Operation<unknown>]>([
    ['bucket name', downloadSingle({ name: '' }, link)],
    ['link', downloadSingle(bucket, '')],
    ['link', downloadSingle(bucket, 'http://host/a b')],
    ['link', downloadSingle(bucket, 'ftp://host/a')],
    ['objectName', downloadSingle(bucket, 'http://')],
    ['object name', downloadSingle(bucket, link, { objectName: '../up' })],
    ['objectTimeoutMs', downloadSingle(bucket, link, { objectTimeoutMs: 0 })],
    ['progressIntervalMs', downloadSingle(bucket, link, { progressIntervalMs: -1 })],
    ['maxConnections', downloadSingle(bucket, link, { maxConnections: 0 })],
    ['maxBytesPerHour', downloadSingle(bucket, link, { maxBytesPerHour: 1.5 })],
    ['headers.X', downloadSingle(bucket, link, { headers: { X: 'a\r\nb' } })],
    ['template', downloadRange(bucket, 'http://host/one')],
    ['template', downloadRange(bucket, 'http://host/{}')],
    ['template', downloadRange(bucket, 'http://host/{9..1}')],
    ['template', downloadRange(bucket, 'http://host/{0..9..0}')],
    ['template', downloadRange(bucket, 'http://host/{0..99999999}')],
    ['subdir', downloadRange(bucket, 'http://host/{0..9}', { subdir: '../up' })],
    ['links', downloadMulti(bucket, [])],
    ['links', downloadMulti(bucket, {})],
    ['links', downloadMulti(bucket, ['http://a/x', 'http://b/x'])],
    ['links[1]', downloadMulti(bucket, ['http://a/x', ''])],
    ['bucket', downloadBackend(bucket)],
    ['jobId', getDownloadStatus('')],
    ['jobId', abortDownload('')],
    ['jobId', removeDownload('')],
    ['regex', listDownloads({ regex: '' })],
  ])('refuses a wrong %s before anything is sent', (field, operation) => {
    expect(operation.problem?.field).toBe(field)
  })

  it('hides what the source is told', () => {
    const operation = downloadSingle(bucket, link, { headers: { Authorization: 'Bearer secret' } })
    expect(JSON.stringify(operation)).not.toContain('secret')
    expect(operation.secrets?.()).toEqual(['Bearer secret'])
  })
})
