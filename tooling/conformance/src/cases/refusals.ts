import type { BucketOptions } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { refusesAll } from '../expectations.ts'

const bucketNames = ['', '.', '..', 'a/b', 'a b', 'ü', 'a\nb', 'x'.repeat(65), '@a', 'a#b', '%41']
const objectNames = [
  '',
  '.',
  '..',
  'a/../b',
  'a/./b',
  '../a',
  'a\0b',
  'a\nb',
  '/a',
  'a//b',
  'a/',
  '~/a',
  '\ud800',
  'x'.repeat(5000),
]

const label = (name: string): string => JSON.stringify(name.length > 20 ? `${name.slice(0, 20)}…` : name)

export const refusalCases: readonly Case[] = [
  ...bucketNames.map((name) =>
    proves(['Client.bucket', 'Bucket.create'], `a bucket named ${label(name)} is refused by every call`, (world) => {
      const bucket = world.client.bucket(name)
      return refusesAll(world, {
        create: () => bucket.create(),
        delete: () => bucket.delete({ missingOk: true }),
        head: () => bucket.head(),
        summary: () => bucket.summary(),
        info: () => bucket.info(),
        listObjects: () => bucket.listObjects(),
        listAllObjects: () => bucket.listAllObjects(),
        copy: () => bucket.copy({ name: 'to' }),
        'copy to it': () => world.client.bucket('from').copy({ name }),
        'rename to it': () => world.client.bucket('from').rename(name),
        makeRequest: () => bucket.makeRequest('GET', 'list'),
        'put an object': () => bucket.object('o').putContent('x'),
        'get an object': () => bucket.object('o').get().readAll(),
        'head an object': () => bucket.object('o').head(),
        getUrl: () => bucket.object('o').getUrl(),
      })
    }),
  ),
  ...objectNames.map((name) =>
    proves(['Bucket.object', 'Object'], `an object named ${label(name)} is refused by every call`, (world) => {
      const object = world.client.bucket('b').object(name)
      return refusesAll(world, {
        putContent: () => object.putContent('x'),
        'putContent of a stream': () => object.putContent(new Blob(['x']).stream()),
        get: () => object.get().readAll(),
        head: () => object.head(),
        headV2: () => object.headV2('size'),
        delete: () => object.delete(),
        appendContent: () => object.appendContent('x'),
        setCustomProps: () => object.setCustomProps({ a: 'b' }),
        blobDownload: () => object.blobDownload(),
        'copy from it': () => object.copy({ bucket: { name: 'b' }, name: 'to' }),
        'copy to it': () => world.client.bucket('b').object('from').copy(object.ref),
        'rename to it': () => world.client.bucket('b').object('from').rename(name),
        getUrl: () => object.getUrl(),
      })
    }),
  ),
  proves(['Bucket', 'Bucket.provider'], 'a provider that AIStore does not know is refused', async (world) => {
    for (const provider of ['AIS', 'nfs', '', 'http'])
      await refusesAll(world, {
        [provider]: () => world.client.bucket('b', { provider } as unknown as BucketOptions).head(),
      })
  }),
  proves('Bucket.namespace', 'a namespace that cannot be is refused', async (world) => {
    for (const name of ['a b', 'a/b', 'a#b', 'ü'])
      await refusesAll(world, { [name]: () => world.client.bucket('b', { namespace: { uuid: '', name } }).head() })
  }),
  proves(
    ['Bucket.create', 'Bucket.delete', 'Bucket.rename'],
    'cloud buckets are not created, deleted or renamed',
    async (world) => {
      const bucket = world.client.bucket('b', { provider: 'aws' })
      await refusesAll(world, {
        create: () => bucket.create(),
        delete: () => bucket.delete(),
        rename: () => bucket.rename('c'),
      })
    },
  ),
  proves('Bucket.evict', 'AIS buckets and their objects are not evicted: it would delete them', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('o').putContent('x')
    await refusesAll(world, {
      bucket: () => bucket.evict(),
      'keeping metadata': () => bucket.evict({ keepMd: true }),
      object: () => bucket.object('o').evict(),
    })
    await bucket.object('o').head()
  }),
  proves('Bucket.copy', 'options that contradict each other are refused', (world) =>
    refusesAll(world, {
      'sync with prepend': () => world.client.bucket('b').copy({ name: 'to' }, { sync: true, prepend: 'p' }),
      'workers below -1': () => world.client.bucket('b').copy({ name: 'to' }, { numWorkers: -2 }),
      'a fraction of a worker': () => world.client.bucket('b').copy({ name: 'to' }, { numWorkers: 1.5 }),
    }),
  ),
  proves('Object.blob_download', 'numbers that cannot be right are refused', (world) =>
    refusesAll(world, {
      'chunks of 0 bytes': () => world.client.bucket('b').object('o').blobDownload({ chunkSizeBytes: 0 }),
      'no workers': () => world.client.bucket('b').object('o').blobDownload({ numWorkers: 0 }),
    }),
  ),
  proves('Client', 'a timeout that is none is refused', async (world) => {
    for (const timeoutMs of [Number.NaN, -1, Number.POSITIVE_INFINITY])
      await refusesAll(world, { [String(timeoutMs)]: () => world.client.bucket('b').head({ timeoutMs }) })
  }),
]
