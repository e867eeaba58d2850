import assert from 'node:assert/strict'
import { Etl, type Bucket } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { eventually, failsWith, failure, putNames, refusesAll, sameBytes } from '../expectations.ts'
import type { World } from '../world.ts'

/** Starts an ETL of an image for the time of a case. */
const using = async (world: World, image: string, run: (etl: Etl) => Promise<void>): Promise<void> => {
  const etl = world.client.etl(`etl-${world.bucketName().slice(-12)}`)
  await etl.init({ image })
  try {
    await run(etl)
  } finally {
    await etl.delete()
  }
}

const done = async (world: World, jobId: string): Promise<string> =>
  (await world.client.job({ jobId }).wait({ timeoutMs: 120_000 })).error

const filled = async (world: World): Promise<Bucket> => {
  const bucket = await world.bucket()
  await putNames(bucket, ['a.txt', 'dir/b.txt', 'c'])
  return bucket
}

const text = (bucket: Bucket, name: string): Promise<string> => bucket.object(name).get().text()

export const etlCases: readonly Case[] = [
  proves(
    ['Client.etl', 'Etl', 'Etl.init', 'ETLConfig', 'Etl.delete'],
    'an object is transformed on its way',
    async (world) => {
      const bucket = await filled(world)
      await using(world, 'suffix', async (etl) => {
        assert.ok(etl instanceof Etl)
        const object = bucket.object('c')
        assert.equal(await object.get({ etlName: etl.name }).text(), 'c!')
        assert.equal(await object.get({ etl: { name: etl.name, args: '?' } }).text(), 'c?')
        assert.equal(await object.get({ etl: etl.config({ a: 1 }) }).text(), 'c{"a":1}')
        assert.equal(await world.fetch(object.getUrl({ etlName: etl.name })), 'c!')
        await failsWith('ObjectNotFound', () => bucket.object('none').get({ etlName: etl.name }).readAll())
      })
    },
    ['etl'],
  ),
  proves(
    ['Etl.pipeline', 'Etl.__rshift__'],
    'ETLs follow one another',
    async (world) => {
      const bucket = await filled(world)
      await using(world, 'suffix', (first) =>
        using(world, 'upper', async (second) => {
          const both = first.pipe(second)
          assert.deepEqual([both.name, both.pipeline], [first.name, [second.name]])
          assert.equal(
            await bucket
              .object('c')
              .get({ etl: both.config('x') })
              .text(),
            'CX',
          )
        }),
      )
    },
    ['etl'],
  ),
  proves(
    ['Etl.view', 'Etl.stop', 'Etl.start', 'Etl.logs', 'Cluster.list_etls', 'Cluster.list_running_etls'],
    'an ETL is looked at, stopped, and started again',
    async (world) => {
      const bucket = await filled(world)
      await using(world, 'upper', async (etl) => {
        const stageOf = async (): Promise<string | undefined> =>
          (await world.client.cluster().listEtls({ stages: [] })).find(({ name }) => name === etl.name)?.stage
        assert.equal((await etl.view()).initMessage['name'], etl.name)
        assert.equal(await stageOf(), 'Running')
        const { targets } = await world.client.cluster().getInfo()
        assert.equal((await etl.logs()).length, targets.length)
        assert.deepEqual(
          (await etl.logs({ targetId: targets[0]?.daemonId ?? '' })).map(({ targetId }) => targetId),
          [targets[0]?.daemonId],
        )
        assert.equal((await etl.health()).length, targets.length)
        assert.equal((await etl.metrics()).length, targets.length)
        await etl.stop()
        assert.equal(await stageOf(), 'Aborted')
        assert.ok((await world.client.cluster().listRunningEtls()).every(({ name }) => name !== etl.name))
        await assert.rejects(bucket.object('c').get({ etlName: etl.name }).readAll())
        assert.match(await etl.start(), /^etl-/)
        assert.equal(await bucket.object('c').get({ etlName: etl.name }).text(), 'C')
        assert.ok(
          ((await world.client.cluster().listEtls()).find(({ name }) => name === etl.name)?.objectCount ?? 0n) > 0n,
        )
        await failsWith('EtlAlreadyExists', () => etl.init({ image: 'upper' }))
      })
    },
    ['etl'],
  ),
  proves(
    'Bucket.transform',
    'a bucket is transformed into another, under new names',
    async (world) => {
      const [bucket, target] = [await filled(world), world.unborn()]
      await using(world, 'upper', async (etl) => {
        assert.equal(
          await done(
            world,
            await bucket.transform(etl.name, target, { prepend: 'n/', ext: { txt: 'up' }, prefixFilter: 'a' }),
          ),
          '',
        )
        assert.deepEqual(
          (await target.listAllObjects()).map(({ name }) => name),
          ['n/a.up'],
        )
        assert.equal(await text(target, 'n/a.up'), 'A.TXT')
      })
    },
    ['etl'],
  ),
  proves(
    'ObjectGroup.transform',
    'chosen objects are transformed into another bucket',
    async (world) => {
      const [bucket, target] = [await filled(world), await world.bucket()]
      await using(world, 'upper', async (etl) => {
        const jobId = await bucket.objects({ objNames: ['c', 'dir/b.txt'] }).transform(target, etl.name)
        assert.equal(await done(world, jobId), '')
        await eventually('two transformed', async () => (await target.listAllObjects()).length === 2)
        sameBytes(await target.object('dir/b.txt').get().readAll(), 'DIR/B.TXT')
      })
    },
    ['etl'],
  ),
  proves(
    ['Bucket.inspect', 'ObjectGroup.inspect'],
    'an inspection stores nothing, and tells what failed',
    async (world) => {
      const bucket = await filled(world)
      await using(world, 'fail', async (etl) => {
        await done(world, await bucket.inspect(etl.name))
        await done(world, await bucket.objects({ objNames: ['c'] }).inspect(etl.name))
        const { objectErrors } = await etl.view()
        assert.deepEqual([...new Set(objectErrors.map(({ objectName }) => objectName))].sort(), [
          'a.txt',
          'c',
          'dir/b.txt',
        ])
        assert.equal(await text(bucket, 'c'), 'c')
        assert.equal((await failure(() => bucket.object('c').get({ etlName: etl.name }).readAll()))._tag, 'Api')
      })
    },
    ['etl'],
  ),
  proves(
    ['Etl.init_spec', 'Etl.init_class'],
    'specs and classes need Kubernetes, which an endpoint may lack',
    async (world) => {
      const etl = world.client.etl('etl-needs-kubernetes')
      for (const start of [
        () => etl.initSpec('kind: Pod'),
        () =>
          etl.initClass({
            classPayload: 'AA==',
            pythonVersion: '3.13',
            dependencies: ['numpy'],
            osPackages: ['ffmpeg'],
          }),
      ]) {
        const started = await start().then(
          () => true,
          (error: unknown) => {
            assert.match(String(error), /Kubernetes|k8s|without ETL|already exists/)
            return false
          },
        )
        await etl.delete().catch((error: unknown) => assert.equal(started, false, String(error)))
      }
    },
  ),
  proves('Etl', 'where there is none, every call says so', async (world) => {
    const etl = world.client.etl('no-such-etl')
    for (const call of [() => etl.view(), () => etl.start(), () => etl.stop(), () => etl.delete()]) {
      const error = await failure(call)
      assert.ok(error._tag === 'Api' && ['NotSupported', 'EtlNotFound'].includes(error.code), error.message)
    }
    const bucket = await filled(world)
    assert.equal((await failure(() => bucket.transform('no-such-etl', { name: 'never-made' })))._tag, 'Api')
  }),
  proves(
    ['Etl', 'Etl.init', 'Etl.init_spec', 'Etl.init_class', 'Bucket.transform', 'ObjectGroup.transform'],
    'an ETL that cannot be is refused before anything is sent',
    async (world) => {
      const etl = world.client.etl('good-name')
      const bucket = world.client.bucket('never-made')
      await refusesAll(world, {
        'a short name': () => world.client.etl('x').init({ image: 'i' }),
        'a name in capitals': () => world.client.etl('Capitals').view(),
        'no image': () => etl.init({ image: '' }),
        'an unknown way to talk': () => etl.init({ image: 'i', commType: 'smoke' as 'hpush' }),
        'ws without direct put': () => etl.init({ image: 'i', commType: 'ws' }),
        'a time that is none': () => etl.init({ image: 'i', initTimeout: 'soon' }),
        'no spec': () => etl.initSpec(''),
        'no class': () => etl.initClass({ classPayload: '', pythonVersion: '3.13' }),
        'no version': () => etl.initClass({ classPayload: 'AA==', pythonVersion: 'three' }),
        'sync with prepend': () => bucket.transform('good-name', { name: 'b' }, { sync: true, prepend: 'p' }),
        'a bad pipeline': () => bucket.transform('good-name', { name: 'b' }, { pipeline: ['x'] }),
        'no selection': () => bucket.objects({}).transform({ name: 'b' }, 'good-name'),
      })
    },
  ),
]
