import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type AisError } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { afterAll, describe, expect, it } from 'vitest'
import {
  abortDsort,
  Dsort,
  DsortAlgorithm,
  DsortFramework,
  DsortShardsGroup,
  ExternalKeyMap,
  getDsortInfo,
  listDsorts,
  removeDsort,
  startDsort,
  type DsortFrameworkOptions,
} from '../src/index.js'

const bck = { name: 'b' }
const inputShards = new DsortShardsGroup({ bck, role: 'input', format: 'in-{0..9}', extension: '.tar' })
const outputShards = new DsortShardsGroup({ bck, role: 'output', format: 'out-{0..9}', extension: '.tgz' })
const framework = (more: Partial<DsortFrameworkOptions> = {}): DsortFramework =>
  new DsortFramework({ inputShards, outputShards, outputShardSize: '10MiB', ...more })

const spec = {
  input_bck: { name: 'b', provider: 'ais' },
  input_format: { template: 'in-{0..9}' },
  input_extension: '.tar',
  output_bck: { name: 'b', provider: 'ais' },
  output_format: 'out-{0..9}',
  output_extension: '.tgz',
  output_shard_size: '10MiB',
  description: '',
  algorithm: { kind: 'alphanumeric', decreasing: false, seed: '' },
  dsorter_type: 'dsort_general',
}

const folder = mkdtempSync(join(tmpdir(), 'ais-dsort-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const failure = async (call: () => unknown): Promise<AisError> => {
  try {
    await call()
  } catch (error) {
    return error as AisError
  }
  throw new Error('did not fail')
}

const phase = { running: false, finished: true, elapsed: 5 }
const info = (
  more: { readonly finished?: boolean; readonly aborted?: boolean; readonly errors?: readonly string[] } = {},
) => ({
  id: 'srt-1',
  'src-bck': { name: 'b', provider: 'ais', namespace: { uuid: '', name: '' } },
  'dst-bck': { name: 'b', provider: 'ais', namespace: { uuid: '', name: '' } },
  started_time: '2026-11-23T09:40:42.296658774Z',
  Metrics: {
    local_extraction: {
      ...phase,
      total_count: '3',
      extracted_count: '3',
      extracted_size: '258',
      extracted_record_count: '12',
    },
    meta_sorting: phase,
    shard_creation: {
      ...phase,
      finished: more.finished ?? true,
      to_create: '1',
      created_count: '1',
      moved_shard_count: '0',
    },
    ...(more.errors === undefined ? {} : { errors: more.errors }),
    aborted: more.aborted ?? false,
    archived: true,
  },
  aborted: more.aborted ?? false,
  archived: true,
})

/** A connection that gets one answer after the other, the last one again and again. */
const answering = (...answers: readonly unknown[]) => {
  const asked: { method: string; url: string; body: unknown }[] = []
  const transport = memoryTransport(({ method, url, body }) => {
    const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : ''
    asked.push({ method, url, body: text === '' ? undefined : (JSON.parse(text) as unknown) })
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    return { status: 200, body: typeof answer === 'string' ? answer : JSON.stringify(answer) }
  })
  return { asked, connection: connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } }) }
}

describe('a sort', () => {
  it("is sent in AIStore's words, with the sorter that 5.0 cannot do without", async () => {
    expect(framework().toSpec()).toEqual(spec)
    const { connection, asked } = answering('srt-1')
    const dsort = new Dsort(connection)
    const { dsorter_type: _type, ...without } = spec
    expect(await dsort.start(without)).toBe('srt-1')
    expect(dsort.dsortId).toBe('srt-1')
    expect(asked).toEqual([{ method: 'POST', url: 'http://ais.test/v1/sort', body: spec }])
  })

  it.each([
    ['spec.json', JSON.stringify(spec)],
    [
      'spec.yaml',
      'input_bck: {name: b, provider: ais}\ninput_format:\n  template: in-{0..9}\ninput_extension: .tar\noutput_format: out-{0..9}\noutput_shard_size: 10MiB\n',
    ],
    ['spec.yml', JSON.stringify(spec)],
  ])('is read from %s', async (name, text) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    const { connection, asked } = answering('srt-1')
    await new Dsort(connection).start(path)
    expect(asked[0]?.body).toMatchObject({ input_bck: { name: 'b' }, dsorter_type: 'dsort_general' })
  })

  it.each<[string, string, string]>([
    ['a.txt', '{}', 'spec'],
    ['a.json', '{', 'spec'],
    ['a.yaml', 'a: [', 'spec'],
    ['a.json', '[]', 'spec'],
    ['a.yaml', 'text', 'spec'],
  ])('%s with %j is refused', async (name, text, field) => {
    const path = join(folder, `wrong-${name}`)
    writeFileSync(path, text)
    const { connection, asked } = answering('')
    expect(await failure(() => new Dsort(connection).start(path))).toMatchObject({ _tag: 'InvalidInput', field })
    expect(asked).toEqual([])
  })

  it('a file that is not there is a local error', async () => {
    const { connection, asked } = answering('')
    expect((await failure(() => new Dsort(connection).start(join(folder, 'none.json'))))._tag).toBe('LocalFile')
    expect(asked).toEqual([])
  })

  it.each<[string, Partial<DsortFrameworkOptions>, string]>([
    [
      'a map without size',
      {
        outputShardSize: '',
        outputShards: new DsortShardsGroup({
          bck,
          role: 'output',
          format: new ExternalKeyMap({ 'a-%d.tar': ['x'] }),
          extension: '.tar',
        }),
      },
      'outputShardSize',
    ],
    [
      'an output without range',
      { outputShards: new DsortShardsGroup({ bck, role: 'output', format: 'out', extension: '.tar' }) },
      'outputShards.format',
    ],
    ['a seed that is no number', { algorithm: new DsortAlgorithm({ kind: 'shuffle', seed: 'x' }) }, 'algorithm.seed'],
    ['a size that is none', { outputShardSize: 'big' }, 'outputShardSize'],
    ['output for input', { inputShards: outputShards }, 'inputShards'],
    ['input for output', { outputShards: inputShards }, 'outputShards'],
    ['an unknown order', { algorithm: new DsortAlgorithm({ kind: 'random' as 'none' }) }, 'algorithm.kind'],
    ['content without key', { algorithm: new DsortAlgorithm({ kind: 'content' }) }, 'algorithm.extension'],
    ['key without content', { algorithm: new DsortAlgorithm({ extension: '.k' }) }, 'algorithm.extension'],
    ['negative concurrency', { extractConcurrencyMaxLimit: -1 }, 'extractConcurrencyMaxLimit'],
    [
      'a list as output',
      { outputShards: new DsortShardsGroup({ bck, role: 'output', format: ['a'], extension: '.tar' }) },
      'outputShards.format',
    ],
    [
      'a map as input',
      {
        inputShards: new DsortShardsGroup({
          bck,
          role: 'input',
          format: new ExternalKeyMap({ a: [] }),
          extension: '.tar',
        }),
      },
      'inputShards.format',
    ],
    [
      'an unknown extension',
      { inputShards: new DsortShardsGroup({ bck, role: 'input', format: 'x', extension: 'tar' }) },
      'inputShards.extension',
    ],
  ])('%s is refused', (_name, more, field) => {
    expect(framework(more).check('test')).toMatchObject({ _tag: 'InvalidInput', field })
  })

  it.each<[string, object, string]>([
    ['no input', {}, 'input_bck'],
    ['no names', { input_bck: { name: 'b' } }, 'input_format'],
    ['no extension', { input_bck: { name: 'b' }, input_format: { template: 'x' } }, 'input_extension'],
    [
      'no output',
      { input_bck: { name: 'b' }, input_format: { objnames: ['x'] }, input_extension: '.tar' },
      'output_format',
    ],
    ['an output that is no template', { ...spec, output_format: 'out' }, 'output_format'],
    ['no size for names without end', { ...spec, output_format: 'o-%04d', output_shard_size: '' }, 'output_shard_size'],
    ['a size that is none', { ...spec, output_shard_size: 'big' }, 'output_shard_size'],
    ['a map and no size', { ...spec, ekm_file: 'http://ais.test/map', output_shard_size: '' }, 'output_shard_size'],
    ['a map that is no URL', { ...spec, ekm_file: 'map.json' }, 'ekm_file'],
    ['an unknown order', { ...spec, algorithm: { kind: 'random' } }, 'algorithm.kind'],
    ['an order that is none', { ...spec, algorithm: 'md5' }, 'algorithm'],
    ['a seed that is no number', { ...spec, algorithm: { kind: 'shuffle', seed: 'x' } }, 'algorithm.seed'],
    ['content without key', { ...spec, algorithm: { kind: 'content', extension: '.k' } }, 'algorithm.extension'],
    [
      'an unknown type of keys',
      { ...spec, algorithm: { kind: 'content', extension: '.k', content_key_type: 'date' } },
      'algorithm.contentKeyType',
    ],
  ])('a spec with %s is refused', (_name, given, field) => {
    expect(startDsort(given as never).problem).toMatchObject({ _tag: 'InvalidInput', field })
  })

  it.each(['out-{0..9}', 'out-@9'])('%s needs no size, since its names are counted', (output_format) => {
    const { output_shard_size: _size, ...without } = spec
    expect(startDsort({ ...without, output_format }).problem).toBeUndefined()
    const { outputShardSize: _none, ...options } = framework().options
    expect(new DsortFramework(options).check('test')).toBeUndefined()
  })

  it('queries are values; without an id they are refused', () => {
    const url = ({ method, path, query }: ReturnType<typeof getDsortInfo> | ReturnType<typeof abortDsort>) => [
      method,
      path,
      query,
    ]
    expect(url(getDsortInfo('i'))).toEqual(['GET', '/v1/sort', { uuid: 'i' }])
    expect(url(abortDsort('i'))).toEqual(['DELETE', '/v1/sort/abort', { uuid: 'i' }])
    expect(url(removeDsort('i'))).toEqual(['DELETE', '/v1/sort', { uuid: 'i' }])
    expect(listDsorts({ regex: 'x', onlyActive: true }).query).toEqual({ regex: 'x', only_active: true })
    for (const operation of [getDsortInfo(''), abortDsort(''), removeDsort('')])
      expect(operation.problem?.field).toBe('dsortId')
  })
})

describe('waiting for a sort', () => {
  it('goes on until all targets have written, also while no target knows it', async () => {
    const { connection, asked } = answering(
      {},
      { t1: info({ finished: false }), t2: info() },
      { t1: info(), t2: info() },
    )
    expect(await new Dsort(connection, 'srt-1').wait()).toMatchObject({ jobId: 'srt-1', success: true, error: '' })
    expect(asked).toHaveLength(3)
  })

  it('gives a failed one as a result', async () => {
    const { connection } = answering({ t1: info({ aborted: true, errors: ['key is missing'] }) })
    expect(await new Dsort(connection, 'srt-1').wait()).toMatchObject({ success: false, error: 'key is missing' })
  })

  it('tells the cause, not that other targets were stopped for it', async () => {
    const { connection } = answering({
      t1: info({ aborted: true, errors: ['t[t1]: [dsort] srt-1 aborted'] }),
      t2: info({ aborted: true, errors: ['key is missing'] }),
    })
    expect(await new Dsort(connection, 'srt-1').wait()).toMatchObject({ success: false, error: 'key is missing' })
  })

  it('is bounded', async () => {
    const { connection } = answering({})
    expect((await failure(() => new Dsort(connection, 'srt-1').wait({ timeoutMs: 150 })))._tag).toBe('Timeout')
  })
})
