import type { Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import { getJobStatus, listJobSnapshots, startJob, stopJob } from '../../src/index.js'

const asked = ({ method, path, query, body, idempotent, problem }: Operation<unknown>) => ({
  problem: problem?.field,
  method,
  path,
  query,
  value: body?.kind === 'json' ? body.value : undefined,
  idempotent,
})

const query = { ID: '', Kind: '', DaemonID: '', Bck: null, Buckets: null }
const get = { problem: undefined, method: 'GET', path: '/v1/cluster', idempotent: true }
const put = { problem: undefined, method: 'PUT', path: '/v1/cluster', query: {} }
const bucketJson = (name: string) => ({ name, provider: 'ais', namespace: { uuid: '', name: '' } })

describe('operations of jobs are values', () => {
  it.each<[string, Operation<unknown>, object]>([
    [
      'status',
      getJobStatus('i', 'lru'),
      { ...get, query: { what: 'status' }, value: { ...query, ID: 'i', Kind: 'lru' } },
    ],
    ['snapshots of all', listJobSnapshots(), { ...get, query: { what: 'qryxstats' }, value: query }],
    [
      'snapshots of one bucket',
      listJobSnapshots({ buckets: [{ name: 'b' }] }),
      { ...get, query: { what: 'qryxstats' }, value: { ...query, Bck: bucketJson('b') } },
    ],
    [
      'start on two buckets',
      startJob('lru', { buckets: [{ name: 'a' }, { name: 'b' }], force: true, daemonId: 't1' }),
      {
        ...put,
        query: { frc: true },
        idempotent: false,
        value: {
          action: 'start',
          name: '',
          value: { ...query, Kind: 'lru', DaemonID: 't1', Buckets: [bucketJson('a'), bucketJson('b')] },
        },
      },
    ],
    [
      'stop',
      stopJob('i', 'lru'),
      { ...put, idempotent: true, value: { action: 'stop', name: '', value: { ...query, ID: 'i', Kind: 'lru' } } },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(asked(operation)).toEqual(expected)
  })

  it.each<[string, Operation<unknown>, string]>([
    ['status of no job', getJobStatus(''), 'jobId'],
    ['start of no kind', startJob(''), 'jobKind'],
    ['start on a bucket that cannot be', startJob('lru', { buckets: [{ name: 'a/b' }] }), 'bucket name'],
    ['stop of nothing', stopJob(''), 'jobId'],
  ])('%s is refused', (_name, { problem }, field) => {
    expect(problem?._tag).toBe('InvalidInput')
    expect(problem?.field).toBe(field)
  })
})
