import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Dsort, DsortAlgorithm, DsortFramework, DsortShardsGroup, ExternalKeyMap, type Bucket } from '@ais/client'
import { listDsorts } from '@ais/dsort'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, failure, refusesAll } from '../expectations.ts'
import type { World } from '../world.ts'

/** Two shards, `in-0.tar` and `in-1.tar`, of three records each, with a `.txt` and a `.key`. */
const shards = async (world: World): Promise<Bucket> => {
  const bucket = await world.bucket()
  for (const shard of [0, 1])
    for (const record of [2, 0, 1]) {
      const number = record * 2 + shard
      for (const [extension, content] of [
        ['txt', `text ${number}`],
        ['key', String(100 - number)],
      ])
        await bucket
          .object(`in-${shard}.tar`)
          .appendToArchive(content ?? '', { archpath: `rec-${number}.${extension}` })
    }
  return bucket
}

const framework = (
  input: Bucket,
  output: Bucket,
  more: { algorithm?: DsortAlgorithm; keyMap?: ExternalKeyMap } = {},
): DsortFramework =>
  new DsortFramework({
    inputShards: new DsortShardsGroup({ bck: input, role: 'input', format: 'in-{0..1}', extension: '.tar' }),
    outputShards: new DsortShardsGroup({
      bck: output,
      role: 'output',
      format: more.keyMap ?? 'out-{0..9}',
      extension: '.tar',
    }),
    description: `conformance ${input.name}`,
    ...(more.algorithm === undefined ? {} : { algorithm: more.algorithm }),
    outputShardSize: more.keyMap === undefined ? '25B' : '1MB',
  })

/** Numbers of the records in each output shard; within a shard listings tell no order. */
const inShards = async (output: Bucket): Promise<readonly (readonly number[])[]> => {
  const shards: number[][] = []
  for (const { name } of await output.listAllObjects()) {
    const members = (await collect(output.listArchive(name))).map((member) =>
      Number(/rec-(\d+)/.exec(member.name)?.[1]),
    )
    shards.push([...new Set(members)].sort((one, two) => one - two))
  }
  return shards
}

const sorted = async (world: World, algorithm?: DsortAlgorithm): Promise<readonly (readonly number[])[]> => {
  const [input, output] = [await shards(world), await world.bucket()]
  const dsort = world.client.dsort()
  await dsort.start(framework(input, output, algorithm === undefined ? {} : { algorithm }))
  assert.deepEqual((await dsort.wait({ timeoutMs: 60_000 })).error, '')
  return inShards(output)
}

export const dsortCases: readonly Case[] = [
  proves(
    ['Dsort', 'Client.dsort', 'Dsort.start', 'Dsort.wait', 'Dsort.get_job_info', 'DsortFramework', 'DsortShardsGroup'],
    'shards are read, put in order, and written anew',
    async (world) => {
      const [input, output] = [await shards(world), await world.bucket()]
      const dsort = world.client.dsort()
      assert.ok(dsort instanceof Dsort)
      const id = await dsort.start(framework(input, output))
      assert.equal(dsort.dsortId, id)
      assert.equal((await dsort.wait({ timeoutMs: 60_000 })).success, true)
      assert.deepEqual(await inShards(output), [
        [0, 1, 2],
        [3, 4, 5],
      ])
      const infos = Object.values(await world.client.dsort(id).getJobInfo())
      const sum = (of: (info: (typeof infos)[number]) => bigint): bigint =>
        infos.reduce((total, info) => total + of(info), 0n)
      assert.deepEqual(
        [sum((info) => info.extraction.extractedCount), sum((info) => info.extraction.recordCount)],
        [2n, 12n],
      )
      assert.equal(
        sum((info) => info.creation.createdCount),
        BigInt((await output.listAllObjects()).length),
      )
      assert.ok(infos.every(({ creation, aborted }) => creation.isFinished && !aborted))
    },
    ['dsort'],
  ),
  proves(
    'DsortAlgorithm',
    'orders by name, backwards, by content, and by a repeatable shuffle',
    async (world) => {
      assert.deepEqual(await sorted(world, new DsortAlgorithm({ decreasing: true })), [
        [2, 3, 4, 5],
        [0, 1],
      ])
      assert.deepEqual(
        await sorted(world, new DsortAlgorithm({ kind: 'content', extension: '.key', contentKeyType: 'int' })),
        [
          [2, 3, 4, 5],
          [0, 1],
        ],
      )
      const shuffle = new DsortAlgorithm({ kind: 'shuffle', seed: '7' })
      const [one, two] = [await sorted(world, shuffle), await sorted(world, shuffle)]
      // Of several targets the one that shuffles gets the records as they come.
      if (!world.has.has('severalTargets')) assert.deepEqual(one, two)
      assert.deepEqual(
        one.flat().toSorted((a, b) => a - b),
        [0, 1, 2, 3, 4, 5],
      )
    },
    ['dsort'],
  ),
  proves(
    'ExternalKeyMap',
    'a map says which records of a sort go into which shards',
    async (world) => {
      const [input, output] = [await shards(world), await world.bucket()]
      const keyMap = new ExternalKeyMap({
        'a-{0..0}.tar': ['rec-[024]'],
        'b-{0..0}.tar': ['rec-1', 'rec-3', 'rec-5'],
      })
      const dsort = world.client.dsort()
      await dsort.start(framework(input, output, { keyMap }))
      const { success, error } = await dsort.wait({ timeoutMs: 60_000 })
      // A real cluster reads no map from its own machine.
      if (!success) return assert.match(error, /egress blocked/)
      assert.deepEqual(
        (await output.listAllObjects()).map(({ name }) => name),
        ['a-0.tar', 'b-0.tar'],
      )
      return assert.deepEqual(await inShards(output), [
        [0, 2, 4],
        [1, 3, 5],
      ])
    },
    ['dsort'],
  ),
  proves(
    'Dsort.start',
    'takes specs in files, JSON and YAML',
    async (world) => {
      const [input, output] = [await shards(world), await world.bucket()]
      const spec = framework(input, output).toSpec()
      const folder = world.folder()
      const json = join(folder, 'spec.json')
      writeFileSync(json, JSON.stringify(spec))
      const yaml = join(folder, 'spec.yaml')
      writeFileSync(
        yaml,
        `input_bck: {name: ${input.name}, provider: ais}\ninput_format: {template: "in-{0..1}"}\ninput_extension: .tar\noutput_bck: {name: ${output.name}, provider: ais}\noutput_format: out-{0..9}\noutput_extension: .tar\noutput_shard_size: 25B\n`,
      )
      for (const path of [json, yaml]) {
        const dsort = world.client.dsort()
        await dsort.start(path)
        assert.equal((await dsort.wait({ timeoutMs: 60_000 })).success, true)
        assert.deepEqual(await inShards(output), [
          [0, 1, 2],
          [3, 4, 5],
        ])
      }
    },
    ['dsort'],
  ),
  proves(
    ['Dsort.abort', 'api.ListDsort', 'api.RemoveDsort'],
    'sorts are listed, stopped when they are over too, and removed',
    async (world) => {
      const [input, output] = [await shards(world), await world.bucket()]
      const dsort = world.client.dsort()
      const id = await dsort.start(framework(input, output))
      await dsort.wait({ timeoutMs: 60_000 })
      await dsort.abort()
      const ids = async (regex: string): Promise<readonly string[]> =>
        (await world.client.connection.send(listDsorts({ regex }))).map((info) => info.id)
      assert.deepEqual([await ids(input.name), await ids('no such sort')], [[id], []])
      await dsort.remove()
      assert.equal((await failure(() => dsort.remove()))._tag, 'Api')
      assert.equal((await failure(() => dsort.getJobInfo()))._tag, 'Api')
    },
    ['dsort'],
  ),
  proves(
    'Dsort.wait',
    'a sort that fails is a result',
    async (world) => {
      const [input, output] = [await shards(world), await world.bucket()]
      const dsort = world.client.dsort()
      await dsort.start(
        framework(input, output, {
          algorithm: new DsortAlgorithm({ kind: 'content', extension: '.none', contentKeyType: 'int' }),
        }),
      )
      const { success, error } = await dsort.wait({ timeoutMs: 60_000 })
      assert.equal(success, false)
      assert.match(error, /key is missing/)
    },
    ['dsort'],
  ),
  proves(
    'Dsort.start',
    'a missing input bucket is an error',
    async (world) => {
      await failsWith('BucketNotFound', async () =>
        world.client.dsort().start(framework(world.unborn(), await world.bucket())),
      )
    },
    ['dsort'],
  ),
  proves(
    ['Dsort', 'DsortFramework', 'DsortShardsGroup', 'DsortAlgorithm'],
    'what cannot be is refused before anything is sent',
    async (world) => {
      const bucket = world.client.bucket('never-made')
      const input = new DsortShardsGroup({ bck: bucket, role: 'input', format: 'in-{0..1}', extension: '.tar' })
      const output = new DsortShardsGroup({ bck: bucket, role: 'output', format: 'out-{0..1}', extension: '.tar' })
      const start = (options: object) => () =>
        world.client.dsort().start(
          new DsortFramework({
            inputShards: input,
            outputShards: output,
            outputShardSize: '1MB',
            ...options,
          } as never),
        )
      const folder = world.folder()
      writeFileSync(join(folder, 'bad.json'), '{')
      await refusesAll(world, {
        'no output': start({ outputShards: undefined }),
        'input as output': start({ outputShards: input }),
        'a shard size that is none': start({ outputShardSize: 'big' }),
        'an unknown extension': start({
          inputShards: new DsortShardsGroup({ bck: bucket, role: 'input', format: 'x', extension: '.rar' }),
        }),
        'no names': start({
          inputShards: new DsortShardsGroup({ bck: bucket, role: 'input', format: [], extension: '.tar' }),
        }),
        'an empty map': start({
          outputShards: new DsortShardsGroup({
            bck: bucket,
            role: 'output',
            format: new ExternalKeyMap({}),
            extension: '.tar',
          }),
        }),
        'content without key': start({ algorithm: new DsortAlgorithm({ kind: 'content' }) }),
        'a key without content': start({ algorithm: new DsortAlgorithm({ extension: '.key' }) }),
        'a spec without output': () =>
          world.client
            .dsort()
            .start({ input_bck: { name: 'b' }, input_format: { template: 'x' }, input_extension: '.tar' }),
        'a spec without input': () => world.client.dsort().start({}),
        'another file': () => world.client.dsort().start(join(folder, 'bad.json')),
        'wait before start': () => world.client.dsort().wait(),
        'abort before start': () => world.client.dsort().abort(),
      })
    },
  ),
  proves('Dsort.start', 'where there is none, it says so before any work', async (world) => {
    const bucket = world.client.bucket('never-made')
    const error = await failure(() => world.client.dsort().start(framework(bucket, bucket)))
    assert.ok(error._tag === 'Api' && ['NotSupported', 'BucketNotFound'].includes(error.code), error.message)
  }),
]
