import { connect, type AisError, type Operation } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import {
  deleteEtl,
  Etl,
  getEtlHealth,
  getEtlLogs,
  getEtlMetrics,
  initEtl,
  initEtlSpec,
  listEtls,
  startEtl,
  stopEtl,
  transformBucket,
  transformObjects,
  viewEtl,
} from '../src/index.js'

const asked = ({ method, path, query = {}, body, problem }: Operation<unknown>) => ({
  problem: problem?.field,
  call: `${method} ${path}`,
  query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
  body:
    body?.kind === 'json'
      ? typeof body.value === 'function'
        ? (body.value as () => unknown)()
        : body.value
      : undefined,
})

const plain = (call: string, query = {}) => ({ problem: undefined, call, query, body: undefined })
const limits = { communication: 'hpush://', init_timeout: '5m', obj_timeout: '45s' }
const value = {
  id: 'good-name',
  pipeline: null,
  request_timeout: '5m',
  prefix: '',
  prepend: '',
  dry_run: false,
  force: false,
  'latest-ver': false,
  synchronize: false,
}

const answering = (text: string) => {
  const bodies: unknown[] = []
  const transport = memoryTransport(({ body }) => {
    bodies.push(body instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(body)) : undefined)
    return { status: 200, body: text }
  })
  return { bodies, connection: connect({ endpoint: 'http://ais.test', transport }) }
}

describe('operations on ETLs are values', () => {
  it.each<[string, Operation<unknown>, object]>([
    ['view', viewEtl('good-name', 'j1'), plain('GET /v1/etl/good-name', { uuid: 'j1' })],
    ['start', startEtl('good-name'), plain('POST /v1/etl/good-name/start')],
    ['stop', stopEtl('good-name'), plain('POST /v1/etl/good-name/stop')],
    ['delete', deleteEtl('good-name'), plain('DELETE /v1/etl/good-name')],
    ['logs', getEtlLogs('good-name'), plain('GET /v1/etl/good-name/logs')],
    ['logs of a target', getEtlLogs('good-name', 't1'), plain('GET /v1/etl/good-name/logs/t1')],
    ['health', getEtlHealth('good-name'), plain('GET /v1/etl/good-name/health')],
    ['metrics', getEtlMetrics('good-name'), plain('GET /v1/etl/good-name/metrics')],
    [
      'init',
      initEtl('good-name', {
        image: 'i',
        command: ['run'],
        env: { A: '1' },
        directFileAccess: true,
        commType: 'hpull',
      }),
      {
        problem: undefined,
        call: 'PUT /v1/etl',
        query: {},
        body: {
          name: 'good-name',
          ...limits,
          communication: 'hpull://',
          support_direct_put: false,
          runtime: {
            image: 'i',
            command: ['run'],
            env: [
              { name: 'A', value: '1' },
              { name: 'ETL_DIRECT_FQN', value: 'true' },
            ],
          },
        },
      },
    ],
    [
      'init by a spec',
      initEtlSpec('good-name', 'kind: Pod ü'),
      {
        problem: undefined,
        call: 'PUT /v1/etl',
        query: {},
        body: { name: 'good-name', ...limits, spec: Buffer.from('kind: Pod ü').toString('base64') },
      },
    ],
    [
      'transform a bucket',
      transformBucket({ name: 'b' }, 'good-name', { name: 'to' }, { prefixFilter: 'p', pipeline: ['other-name'] }),
      {
        problem: undefined,
        call: 'POST /v1/buckets/b',
        query: { provider: 'ais', bck_to: 'ais/@#/to/' },
        body: { action: 'etl-bck', name: '', value: { ...value, prefix: 'p', pipeline: ['other-name'] } },
      },
    ],
    [
      'transform objects',
      transformObjects({ name: 'b' }, { objNames: ['a'] }, { name: 'to' }, 'good-name', {
        ext: { a: 'b' },
        numWorkers: 2,
      }),
      {
        problem: undefined,
        call: 'POST /v1/buckets/b',
        query: { provider: 'ais' },
        body: {
          action: 'etl-listrange',
          name: '',
          value: {
            ...value,
            objnames: ['a'],
            ext: { a: 'b' },
            'num-workers': 2,
            coer: false,
            tobck: { name: 'to', provider: 'ais', namespace: null },
          },
        },
      },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(asked(operation)).toEqual(expected)
  })

  it.each(['', 'short', 'Capitals', '-dashed', 'dashed-', 'a'.repeat(33), 'under_score'])(
    'the name %j is refused',
    (name) => {
      for (const operation of [
        viewEtl(name),
        initEtl(name, { image: 'i' }),
        transformBucket({ name: 'b' }, name, { name: 'c' }),
      ])
        expect(operation.problem).toMatchObject({ _tag: 'InvalidInput', field: 'etlName' })
    },
  )
})

describe('an ETL', () => {
  it('is followed by others', () => {
    const { connection } = answering('')
    const [a, b, c] = ['aaaaaa', 'bbbbbb', 'cccccc'].map((name) => new Etl(connection, name)) as [Etl, Etl, Etl]
    expect(a.pipe(b).pipe(c).pipeline).toEqual(['bbbbbb', 'cccccc'])
    expect(a.pipe(b.pipe(c)).config({ x: 1 })).toEqual({
      name: 'aaaaaa',
      args: { x: 1 },
      pipeline: ['bbbbbb', 'cccccc'],
    })
    expect(a.config()).toEqual({ name: 'aaaaaa' })
  })

  it('of a class is an image with the class in its environment', async () => {
    const { connection, bodies } = answering('etl-1')
    const id = await new Etl(connection, 'good-name').initClass({
      classPayload: 'AA==',
      pythonVersion: '3.13',
      dependencies: ['a', 'b'],
      osPackages: ['c'],
      env: { D: '1' },
    })
    expect(id).toBe('etl-1')
    expect(bodies[0]).toMatchObject({
      support_direct_put: true,
      runtime: {
        image: 'aistorage/runtime_python:3.13',
        env: [
          { name: 'ETL_CLASS_PAYLOAD', value: 'AA==' },
          { name: 'PACKAGES', value: 'a,b' },
          { name: 'OS_PACKAGES', value: 'c' },
          { name: 'D', value: '1' },
        ],
      },
    })
  })

  it('logs are told as text, whatever their script', async () => {
    const logs = JSON.stringify([{ target_id: 't1', logs: Buffer.from('ü 日\n').toString('base64') }])
    expect(await new Etl(answering(logs).connection, 'good-name').logs()).toEqual([{ targetId: 't1', logs: 'ü 日\n' }])
    const error = await new Etl(answering('[{"target_id":"t","logs":"%"}]').connection, 'good-name')
      .logs()
      .catch((cause: unknown) => cause as AisError)
    expect((error as AisError)._tag).toBe('Decode')
  })

  it('lists are limited to stages; null is an empty one', async () => {
    const list =
      '[{"id":"a","stage":"Running","xaction_id":"x","obj_count":1,"in_bytes":2,"out_bytes":3},{"id":"b","stage":"Aborted"}]'
    const names = async (stages?: readonly string[]): Promise<readonly string[]> =>
      (await listEtls(answering(list).connection, stages === undefined ? {} : { stages })).map(({ name }) => name)
    expect([await names(), await names([]), await names(['Aborted'])]).toEqual([['a'], ['a', 'b'], ['b']])
    expect(await listEtls(answering('null').connection)).toEqual([])
  })
})
