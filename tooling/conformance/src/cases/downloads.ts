import assert from 'node:assert/strict'
import type { Bucket, Download, DownloadStatus } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, inByteOrder, refusesAll } from '../expectations.ts'
import type { World } from '../world.ts'

/** A link to an object that anybody may read. */
const linkTo = (world: World, bucket: Bucket, name: string): string =>
  `${world.source.connection.endpoint}/v1/objects/${bucket.name}/${name}`

/** A bucket with objects to download, and one to download them into. */
const buckets = async (world: World, names: readonly string[]): Promise<readonly [Bucket, Bucket]> => {
  const source = await world.source.bucket(world.bucketName()).create()
  world.afterwards(() => source.delete())
  for (const name of names) await source.object(name).putContent(`content of ${name}`)
  return [source, await world.bucket()]
}

const namesIn = async (bucket: Bucket): Promise<readonly string[]> =>
  inByteOrder((await bucket.listAllObjects()).map(({ name }) => name))

/** A download that has ended and got nothing: nobody answers at port 9 of this machine, and AIStore refuses to ask. */
const inVain = async (world: World, description: string): Promise<readonly [Download, DownloadStatus]> => {
  const bucket = await world.bucket()
  const download = await world.client.downloads().single(bucket, 'http://127.0.0.1:9/a', { description })
  return [download, await download.wait({ timeoutMs: 60_000 })]
}

/** Download jobs. */
export const downloadCases: readonly Case[] = [
  proves(
    'api.DownloadSingle',
    'one link, under its own name or another',
    async (world) => {
      const [source, to] = await buckets(world, ['a.txt'])
      const downloads = world.client.downloads()
      const link = linkTo(world, source, 'a.txt')
      for (const options of [{}, { objectName: 'in/b.txt' }]) {
        const { finishedCount, errorCount, aborted } = await (await downloads.single(to, link, options)).wait()
        assert.deepEqual({ finishedCount, errorCount, aborted }, { finishedCount: 1, errorCount: 0, aborted: false })
      }
      assert.deepEqual(await namesIn(to), ['a.txt', 'in/b.txt'])
      assert.equal(await to.object('in/b.txt').get().text(), 'content of a.txt')
    },
    ['downloads'],
  ),
  proves(
    'api.DownloadRange',
    'what a template stands for, below a folder',
    async (world) => {
      const [source, to] = await buckets(world, ['f-08', 'f-09', 'f-10'])
      const template = linkTo(world, source, 'f-{08..10}')
      const status = await (await world.client.downloads().range(to, template, { subdir: 'in' })).wait()
      assert.equal(status.finishedCount, 3)
      assert.equal(status.totalCount, 3)
      assert.deepEqual(await namesIn(to), ['in/f-08', 'in/f-09', 'in/f-10'])
    },
    ['downloads'],
  ),
  proves(
    'api.DownloadMulti',
    'many links, and those that fail by name',
    async (world) => {
      const [source, to] = await buckets(world, ['a', 'b'])
      const links = {
        one: linkTo(world, source, 'a'),
        two: linkTo(world, source, 'b'),
        lost: linkTo(world, source, 'none'),
      }
      const download = await world.client.downloads().multi(to, links)
      const seen: DownloadStatus[] = []
      for await (const status of download.progress()) seen.push(status)
      const last = seen.at(-1)
      assert.equal(last?.finishedCount, 2)
      assert.deepEqual(
        last.failures.map(({ name }) => name),
        ['lost'],
      )
      assert.deepEqual(await namesIn(to), ['one', 'two'])
    },
    ['downloads'],
  ),
  proves('api.DownloadStatus', 'objects that cannot be fetched are a result, with the reason', async (world) => {
    const [download, status] = await inVain(world, 'in vain')
    assert.equal(status.finishedCount, 0)
    assert.equal(status.errorCount, 1)
    assert.equal(status.description, 'in vain')
    assert.equal(status.failures[0]?.name, 'a')
    assert.notEqual(status.failures[0].error, '')
    assert.equal((await download.status()).errorCount, 1)
    await failsWith('JobNotFound', () => world.client.download('dnl-NoSuch000').status())
  }),
  proves('api.DownloadGetList', 'jobs by their description', async (world) => {
    const [download] = await inVain(world, `listed ${world.bucketName()}`)
    const { description } = await download.status()
    const found = await world.client.downloads().list({ regex: `^${description}$` })
    assert.deepEqual(
      found.map(({ id, errorCount }) => ({ id, errorCount })),
      [{ id: download.jobId, errorCount: 1 }],
    )
    const active = await world.client.downloads().list({ regex: `^${description}$`, onlyActive: true })
    assert.deepEqual(active, [])
  }),
  proves('api.RemoveDownload', 'a job is taken off the list', async (world) => {
    const [download] = await inVain(world, 'removed')
    await download.remove()
    await failsWith('JobNotFound', () => download.status())
  }),
  proves('api.AbortDownload', 'a job that is not there cannot be aborted', async (world) => {
    await failsWith('JobNotFound', () => world.client.download('dnl-NoSuch000').abort())
  }),
  proves('api.DownloadBackend', 'only remote buckets have a backend', async (world) => {
    const bucket = await world.bucket()
    await refusesAll(world, { 'an AIS bucket': () => world.client.downloads().backend(bucket) })
  }),
  proves(
    ['api.DownloadSingle', 'api.DownloadRange', 'api.DownloadMulti'],
    'no link is refused unsent',
    async (world) => {
      const bucket = await world.bucket()
      const downloads = world.client.downloads()
      await refusesAll(world, {
        'an empty link': () => downloads.single(bucket, ''),
        'a template without a range': () => downloads.range(bucket, 'http://host/a'),
        'no links': () => downloads.multi(bucket, []),
      })
    },
  ),
]
