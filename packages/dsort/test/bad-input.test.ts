import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Dsort, DsortFramework, DsortShardsGroup } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})

const input = { input_bck: { name: 'b' }, input_format: { template: 'in-{0..1}' }, input_extension: '.tar' }
const shardsOf = (role: 'input' | 'output', format: string): DsortShardsGroup =>
  new DsortShardsGroup({ bck: { name: 'b' }, role, format, extension: '.tar' })
const [inputShards, outputShards] = [shardsOf('input', 'in-{0..1}'), shardsOf('output', '')]

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  ['a spec without output', 'output_format', () => new Dsort(connection).start({ ...input })],
  ['a spec with an empty output', 'output_format', () => new Dsort(connection).start({ ...input, output_format: '' })],
  ['a spec without input', 'input_bck', () => new Dsort(connection).start({})],
  [
    'a framework without output',
    'outputShards',
    () => new Dsort(connection).start(new DsortFramework({ inputShards } as never)),
  ],
  [
    'a framework whose output has no names',
    'outputShards.format',
    () => new Dsort(connection).start(new DsortFramework({ inputShards, outputShards })),
  ],
  ['a sort without id', 'dsortId', () => new Dsort(connection).getJobInfo()],
  ['a negative time between polls', 'maxPollMs', () => new Dsort(connection, 'd').wait({ maxPollMs: -1 })],
  ['a negative timeout', 'timeoutMs', () => new Dsort(connection, 'd').wait({ timeoutMs: -1 })],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
