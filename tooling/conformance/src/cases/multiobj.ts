import assert from 'node:assert/strict'
import { ListObjectFlag, ObjectNames, ObjectRange, ObjectTemplate, type Bucket } from '@ais/client'
import { ObjectGroup } from '@ais/multiobj'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, failure, putNames, refusesAll, sameBytes } from '../expectations.ts'
import type { World } from '../world.ts'

const namesOf = async (bucket: Bucket): Promise<readonly string[]> =>
  (await bucket.listAllObjects()).map(({ name }) => name)

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `m-${String(index).padStart(2, '0')}`)

/** A bucket with `m-00`, `m-01`, … */
const filled = async (world: World, count = 8): Promise<Bucket> => {
  const bucket = await world.bucket()
  await putNames(bucket, numbered(count))
  return bucket
}

const done = async (world: World, jobIds: string | readonly string[]): Promise<string> => {
  const errors: string[] = []
  for (const jobId of typeof jobIds === 'string' ? [jobIds] : jobIds) {
    const { success, error } = await world.client.job({ jobId }).wait({ timeoutMs: 120_000 })
    if (!success) errors.push(error)
  }
  return errors.join()
}

const members = async (bucket: Bucket, archive: string): Promise<readonly string[]> =>
  (await bucket.listObjects({ prefix: archive, flags: [ListObjectFlag.ARCH_DIR] })).entries
    .map(({ name }) => name)
    .filter((name) => name !== archive)
    .map((name) => name.slice(archive.length + 1))
    .sort()

export const multiobjCases: readonly Case[] = [
  proves(
    ['ObjectGroup', 'Bucket.objects', 'ObjectGroup.client', 'ObjectGroup.client='],
    'a group sends nothing when it is made',
    async (world) => {
      const before = world.sentCount
      const bucket = world.client.bucket('never-made')
      const group = bucket.objects({ objNames: ['a'] })
      assert.ok(group instanceof ObjectGroup)
      assert.equal(group.client, bucket.client)
      const { connection } = world.client
      group.client = connection
      assert.equal(bucket.client, connection)
      assert.equal(world.sentCount, before)
      return Promise.resolve()
    },
  ),
  proves(
    ['ObjectGroup.list_names', 'ObjectNames', 'ObjectRange', 'ObjectRange.from_string', 'ObjectTemplate'],
    'names are made here, as AIStore makes them',
    async (world) => {
      const bucket = world.client.bucket('never-made')
      const names = (selection: Parameters<Bucket['objects']>[0]): readonly string[] =>
        bucket.objects(selection).listNames()
      assert.deepEqual(names({ objNames: new ObjectNames(['b', 'a']) }), ['b', 'a'])
      assert.deepEqual(names({ objRange: new ObjectRange('p', 0, 10, { padWidth: 2, step: 5, suffix: '.t' }) }), [
        'p00.t',
        'p05.t',
        'p10.t',
      ])
      assert.deepEqual(names({ objRange: ObjectRange.fromString('a{1..3}') }), ['a1', 'a2', 'a3'])
      assert.deepEqual(names({ objTemplate: new ObjectTemplate('{1..2}-{1..2}') }), ['1-1', '1-2', '2-1', '2-2'])
      return Promise.resolve()
    },
  ),
  proves('ObjectGroup.list_urls', 'URLs of all names can be fetched', async (world) => {
    const bucket = await filled(world, 3)
    const urls = await collect(bucket.objects({ objTemplate: 'm-{00..02}' }).listUrls())
    const answers = await Promise.all(urls.map((url) => world.fetch(url)))
    assert.deepEqual(answers, ['m-00', 'm-01', 'm-02'])
  }),
  proves('ObjectGroup.list_all_objects_iter', 'yields objects with their properties', async (world) => {
    const bucket = await filled(world, 3)
    const group = bucket.objects({ objNames: ['m-00', 'm-02'] })
    const objects = await collect(group.listAllObjectsIter())
    assert.deepEqual(
      objects.map(({ name, propsCached }) => [name, propsCached?.size]),
      [
        ['m-00', 4],
        ['m-02', 4],
      ],
    )
    assert.deepEqual(
      (await collect(group.listAllObjectsIter({ prefix: 'm-02', props: '' }))).map(({ name }) => name),
      ['m-02'],
    )
    await failsWith('ObjectNotFound', () => collect(bucket.objects({ objNames: ['none'] }).listAllObjectsIter()))
  }),
  proves('ObjectGroup.delete', 'deletes names, ranges, templates and prefixes, and nothing else', async (world) => {
    const bucket = await filled(world)
    assert.equal(await done(world, await bucket.objects({ objNames: ['m-00', 'm-01'] }).delete()), '')
    assert.equal(await done(world, await bucket.objects({ objTemplate: 'm-{02..06..4}' }).delete()), '')
    assert.equal(
      await done(world, await bucket.objects({ objRange: new ObjectRange('m-', 3, 4, { padWidth: 2 }) }).delete()),
      '',
    )
    assert.deepEqual(await namesOf(bucket), ['m-05', 'm-07'])
    assert.equal(await done(world, await bucket.objects({ objTemplate: 'm-' }).delete()), '')
    assert.deepEqual(await namesOf(bucket), [])
  }),
  proves('ObjectGroup.delete', "names that are not there become the job's error, the others go", async (world) => {
    const bucket = await filled(world, 2)
    const error = await done(world, await bucket.objects({ objNames: ['none', 'm-00'] }).delete())
    assert.match(error, /ais:\/\/\S+\/none does not exist/)
    assert.deepEqual(await namesOf(bucket), ['m-01'])
    await failsWith('BucketNotFound', () =>
      world
        .unborn()
        .objects({ objNames: ['a'] })
        .delete(),
    )
  }),
  proves('ObjectGroup.copy', 'copies under a new beginning, into a bucket that is made for it', async (world) => {
    const [bucket, target] = [await filled(world, 4), world.unborn()]
    const jobIds = await bucket.objects({ objTemplate: 'm-{01..02}' }).copy(target, { prepend: 'c/' })
    assert.equal(await done(world, jobIds), '')
    assert.deepEqual(await namesOf(target), ['c/m-01', 'c/m-02'])
    sameBytes(await target.object('c/m-01').get().readAll(), 'm-01')
  }),
  proves(
    'ObjectGroup.copy',
    'a job between the same buckets takes more work, and keeps the settings it began with',
    async (world) => {
      const [bucket, target] = [await filled(world, 3), await world.bucket()]
      const first = await bucket.objects({ objNames: ['m-00'] }).copy(target, { prepend: 'c/' })
      await done(world, first)
      const second = await bucket.objects({ objNames: ['m-01', 'none'] }).copy(target, { continueOnError: true })
      await done(world, second)
      assert.deepEqual(second, first)
      assert.deepEqual(await namesOf(target), ['c/m-00', 'c/m-01'])
      const [snapshot] = Object.values(await world.client.job({ jobId: first[0] ?? '' }).getDetails())
        .flat()
        .filter(({ err }) => err !== '')
      assert.match(snapshot?.err ?? '', /none does not exist/)
    },
  ),
  proves('ObjectGroup.copy', 'a dry run of some copies nothing', async (world) => {
    const [bucket, target] = [await filled(world, 2), await world.bucket()]
    assert.equal(await done(world, await bucket.objects({ objNames: ['m-00'] }).copy(target, { dryRun: true })), '')
    assert.deepEqual(await namesOf(target), [])
  }),
  ...['tar', 'tgz', 'zip'].map((format) =>
    proves('ObjectGroup.archive', `makes a ${format}, whose members can be read`, async (world) => {
      const [bucket, target] = [await filled(world, 3), await world.bucket()]
      const name = `made.${format}`
      const jobIds = await bucket.objects({ objTemplate: 'm-{00..02}' }).archive(name, { toBck: target })
      assert.equal(await done(world, jobIds), '')
      assert.deepEqual(await members(target, name), ['m-00', 'm-01', 'm-02'])
      sameBytes(
        await target
          .object(name)
          .get({ archiveConfig: { archpath: 'm-01' } })
          .readAll(),
        'm-01',
      )
    }),
  ),
  proves('ObjectGroup.archive', 'appends, and names members with their bucket', async (world) => {
    const bucket = await filled(world, 4)
    const archive = (objTemplate: string, allowAppend: boolean): Promise<readonly string[]> =>
      bucket.objects({ objTemplate }).archive('all.tar', { allowAppend, includeSourceName: true, mime: '.tar' })
    assert.equal(await done(world, await archive('m-{00..01}', true)), '')
    assert.equal(await done(world, await archive('m-{02..03}', true)), '')
    assert.deepEqual(
      await members(bucket, 'all.tar'),
      numbered(4).map((name) => `${bucket.name}/${name}`),
    )
    assert.equal(await done(world, await archive('m-{03..03}', false)), '')
    assert.deepEqual(await members(bucket, 'all.tar'), [`${bucket.name}/m-03`])
  }),
  proves(
    'ObjectGroup.archive',
    'leaves out what is missing when told to; into a missing bucket it is an error',
    async (world) => {
      const bucket = await filled(world, 1)
      const group = bucket.objects({ objNames: ['m-00', 'none'] })
      assert.equal(await done(world, await group.archive('part.tar', { continueOnError: true })), '')
      assert.deepEqual(await members(bucket, 'part.tar'), ['m-00'])
      await failsWith('BucketNotFound', () => group.archive('x.tar', { toBck: world.unborn() }))
    },
  ),
  proves(
    ['ObjectGroup.evict', 'ObjectGroup.prefetch'],
    'of an AIS bucket are refused here, and by the server',
    async (world) => {
      const bucket = await world.bucket()
      for (const [method, action] of [
        ['DELETE', 'evict-listrange'],
        ['POST', 'prefetch-listrange'],
      ] as const)
        await failsWith('BadRequest', () => bucket.makeRequest(method, action, { value: { objnames: ['a'] } }))
      await refusesAll(world, {
        evict: () => bucket.objects({ objNames: ['a'] }).evict(),
        prefetch: () => bucket.objects({ objNames: ['a'] }).prefetch(),
      })
    },
  ),
  proves(
    ['ObjectGroup', 'ObjectNames', 'ObjectTemplate', 'ObjectRange'],
    'what would mean the whole bucket, or cannot be, is refused before it is sent',
    async (world) => {
      const bucket = await filled(world, 1)
      const templates = ['', '*', 'x{}', 'x{1..3', 'x}1..3{', 'x{3..1}', 'x{0..9..0}', '{0..999999999999}', 'x%d']
      await refusesAll(world, {
        none: () => bucket.objects({}).delete(),
        two: () => bucket.objects({ objNames: ['a'], objTemplate: 'b' }).delete(),
        'an empty list': () => bucket.objects({ objNames: [] }).delete(),
        'an impossible name': () => bucket.objects({ objNames: ['../x'] }).copy({ name: 'other' }),
        'an empty range': () => bucket.objects({ objRange: new ObjectRange('') }).delete(),
        'an unknown format': () => bucket.objects({ objNames: ['a'] }).archive('x.rar'),
        'another format': () => bucket.objects({ objNames: ['a'] }).archive('x.tar', { mime: 'zip' }),
        ...Object.fromEntries(
          templates.map((objTemplate) => [`'${objTemplate}'`, () => bucket.objects({ objTemplate }).delete()]),
        ),
      })
      assert.equal((await failure(() => new ObjectRange('p', 5, 5)))._tag, 'InvalidInput')
      assert.deepEqual(await namesOf(bucket), ['m-00'])
    },
  ),
]
