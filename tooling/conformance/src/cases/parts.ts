import assert from 'node:assert/strict'
import { MultipartUpload, type AisObject, type MultipartState } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { collect, failsWith, failure, refusesAll, sameBytes, sampleBytes } from '../expectations.ts'
import type { World } from '../world.ts'

const object = async (world: World, name = 'in parts/ü'): Promise<AisObject> => (await world.bucket()).object(name)

const join = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces))

export const partsCases: readonly Case[] = [
  proves(
    ['Object.multipart_upload', 'MultipartUpload.create', 'MultipartUpload.add_part', 'MultipartUpload.complete'],
    'parts in any order become one object, in the order of their numbers',
    async (world) => {
      const target = await object(world)
      const upload = await target.multipartUpload().create()
      assert.match(upload.uploadId, /^\S+$/)
      const parts = [sampleBytes(100_000, 1), sampleBytes(300_001, 2), sampleBytes(7, 3)]
      await Promise.all([2, 0, 1].map((index) => upload.addPart(index + 1).putContent(parts[index] ?? '')))
      await failsWith('ObjectNotFound', () => target.head())
      await upload.complete()
      sameBytes(await target.get().readAll(), join(parts))
      assert.equal((await target.headV2(['chunked'])).chunks?.chunkCount, 3)
    },
  ),
  proves('MultipartUpload.add_part', 'an upload goes on from a state that was kept as JSON', async (world) => {
    const target = await object(world)
    const first = await target.multipartUpload().create()
    await first.addPart(1).putContent('one,')
    const state = JSON.parse(JSON.stringify(first.state)) as MultipartState
    const second = target.multipartUpload(state)
    await second.addPart(2).putContent('two')
    await second.complete()
    sameBytes(await target.get().readAll(), 'one,two')
  }),
  proves(
    'MultipartUpload.add_part',
    'a file and a stream of known size are parts; the object that was there stays until the end',
    async (world) => {
      const target = await object(world)
      await target.putContent('old')
      const upload = await target.multipartUpload().create()
      await upload.addPart(1).putContent(
        (function* () {
          yield 'abc'
        })(),
        { sizeBytes: 3 },
      )
      await upload.addPart(2).putContent(new Blob(['def']))
      sameBytes(await target.get().readAll(), 'old')
      await upload.complete()
      sameBytes(await target.get().readAll(), 'abcdef')
    },
  ),
  proves('MultipartUpload.abort', 'an aborted upload leaves nothing, and is gone', async (world) => {
    const target = await object(world)
    const upload = await target.multipartUpload().create()
    await upload.addPart(1).putContent('x')
    await upload.abort()
    assert.equal((await failure(() => upload.abort()))._tag, 'Api')
    assert.equal(
      (await failure(() => new MultipartUpload(target.client, target.ref, upload.state).complete()))._tag,
      'Api',
    )
    await failsWith('ObjectNotFound', () => target.head())
  }),
  proves(
    ['Object.multipart_upload', 'MultipartUpload.add_part', 'MultipartUpload.complete'],
    'what would corrupt the object, or cannot be, is refused before it is sent',
    async (world) => {
      const target = await object(world)
      const none = target.multipartUpload()
      const upload = await target.multipartUpload().create()
      await upload.addPart(2).putContent('x')
      const given = upload.addPart(3)
      await given.putContent('y')
      await refusesAll(world, {
        'a part before create': () => none.addPart(1),
        'complete before create': () => none.complete(),
        'abort before create': () => none.abort(),
        'create twice': () => upload.create(),
        'part 0': () => upload.addPart(0),
        'part 10000': () => upload.addPart(10_000),
        'a part twice': () => upload.addPart(2),
        'a part twice by its writer': () => given.putContent('y'),
        'a stream of unknown size': () =>
          upload.addPart(4).putContent(
            (function* () {
              yield 'abc'
            })(),
          ),
        'a gap': () => upload.complete(),
        'a state that is none': () => target.multipartUpload({ uploadId: 1 } as unknown as MultipartState),
      })
      await upload.abort()
    },
  ),
  proves(
    'Object.multipart_upload',
    'content of any length is stored in parts that go at the same time',
    async (world) => {
      const target = await object(world)
      const bytes = sampleBytes(1_000_003)
      const seen: number[] = []
      const { parts, sizeBytes, verified } = await target.putInParts(
        (function* () {
          yield bytes.subarray(0, 999)
          yield bytes.subarray(999)
        })(),
        { partSizeBytes: 100_000, numWorkers: 3, onProgress: ({ doneParts }) => seen.push(doneParts) },
      )
      assert.deepEqual([parts, sizeBytes, verified, seen.length], [11, 1_000_003, true, 11])
      sameBytes(await target.get().readAll(), bytes)
      assert.deepEqual(await target.putInParts('', { partSizeBytes: 10 }), { parts: 0, sizeBytes: 0, verified: true })
      sameBytes(await target.get().readAll(), '')
      await refusesAll(world, {
        'no workers': () => target.putInParts('x', { numWorkers: 0 }),
        'no size': () => target.putInParts('x', { partSizeBytes: 0 }),
      })
    },
  ),
  proves(
    ['Object.get_reader(num_workers)', 'api.MultipartDownload'],
    'a parallel read gives the same bytes in order, checked, on every way to read',
    async (world) => {
      const target = await object(world)
      const bytes = sampleBytes(350_123)
      await target.putContent(bytes)
      const reader = target.getReader({ numWorkers: 4, partSizeBytes: 50_000 })
      sameBytes(await reader.readAll(), bytes)
      sameBytes(join(await collect(reader)), bytes)
      sameBytes(join(await collect(reader.iterFromPosition(123_456))), bytes.subarray(123_456))
      const content = await reader.raw()
      assert.deepEqual([content.isVerified, content.sizeBytes], [true, bytes.length])
      content.discard()
      assert.equal((await reader.attributes()).size, bytes.length)
      const before = world.sentCount
      await reader.readAll()
      assert.ok(world.sentCount - before >= 8)
      for await (const piece of reader) {
        assert.ok(piece.length > 0)
        break
      }
      await target.putContent('1')
      sameBytes(await target.getReader({ numWorkers: 4 }).readAll(), '1')
      await target.putContent('')
      sameBytes(await target.getReader({ numWorkers: 4 }).readAll(), '')
      await target.delete()
      await failsWith('ObjectNotFound', () => target.getReader({ numWorkers: 2 }).readAll())
    },
  ),
  proves('Object.get_reader(num_workers)', 'goes with nothing that picks a part', async (world) => {
    const target = await object(world)
    await refusesAll(world, {
      'a range': () => target.getReader({ numWorkers: 2, byteRange: 'bytes=0-1' }).readAll(),
      'an archive': () => target.getReader({ numWorkers: 2, archiveConfig: { archpath: 'x' } }).readAll(),
      'an ETL': () => target.getReader({ numWorkers: 2, etlName: 'e' }).readAll(),
      'no workers': () => target.getReader({ numWorkers: 0 }).readAll(),
      'no part size': () => target.getReader({ numWorkers: 1, partSizeBytes: 0 }).readAll(),
    })
  }),
  proves(
    'Object.get_reader(direct)',
    'reads from the target that owns the object, without the proxy',
    async (world) => {
      const bucket = await world.bucket()
      await world.client.connection.clusterMap()
      for (const name of ['a', 'dir/b', 'ü 日', 'c']) {
        const target = bucket.object(name)
        await target.putContent(name)
        const before = world.sentCount
        sameBytes(await target.getReader({ direct: true }).readAll(), name)
        assert.equal(world.sentCount - before, 1)
      }
      await failsWith('ObjectNotFound', () => bucket.object('none').getReader({ direct: true }).readAll())
    },
    ['directAccess'],
  ),
  proves(
    'Object.get_reader(direct)',
    'reads through the proxy where targets let nobody in by themselves',
    async (world) => {
      const object = (await world.bucket()).object('o')
      await object.putContent('x')
      sameBytes(await object.getReader({ direct: true }).readAll(), 'x')
    },
    ['authn'],
  ),
  proves(
    'api.PutObject(archpath)',
    'a file is put into an archive, which is made, grows or is replaced',
    async (world) => {
      const bucket = await world.bucket()
      const archive = bucket.object('a.tar')
      await archive.appendToArchive('one', { archpath: 'x/1.txt' })
      await archive.appendToArchive('two', { archpath: 'x/2.txt', mode: 'append' })
      sameBytes(await archive.get({ archiveConfig: { archpath: 'x/1.txt' } }).readAll(), 'one')
      sameBytes(await archive.get({ archiveConfig: { archpath: 'x/2.txt' } }).readAll(), 'two')
      await archive.appendToArchive('new', { archpath: 'x/2.txt', mode: 'replace' })
      sameBytes(await archive.get({ archiveConfig: { archpath: 'x/2.txt' } }).readAll(), 'new')
      assert.equal((await failure(() => archive.get({ archiveConfig: { archpath: 'x/1.txt' } }).readAll()))._tag, 'Api')
      assert.equal(
        (await failure(() => bucket.object('none.tar').appendToArchive('x', { archpath: 'x', mode: 'append' })))._tag,
        'Api',
      )
      await refusesAll(world, {
        'no path': () => archive.appendToArchive('x', { archpath: '' }),
        'an empty file': () => archive.appendToArchive('', { archpath: 'x' }),
      })
    },
  ),
  proves(
    ['Object.uname', 'Object.query_params', 'Object.props_cached'],
    'a handle tells how AIStore names it, and what it was last told',
    async (world) => {
      const target = await object(world)
      assert.equal(target.uname, `ais/@#/${target.bucketName}/${target.name}`)
      assert.deepEqual(target.queryParams, { provider: 'ais' })
      await target.putContent('abc')
      const known = (): number | undefined => target.propsCached?.size
      assert.equal(known(), undefined)
      await target.head()
      assert.equal(known(), 3)
    },
  ),
  proves(
    [
      'api.RenameObject',
      'api.CheckObjectLock',
      'api.GetObject(validate-checksum)',
      'api.PutObject(skip_vc)',
      'api.PutObject(checksum)',
    ],
    'what only the Go package has: rename, lock, checksums both ways',
    async (world) => {
      const target = await object(world, 'old')
      const { verified } = await target.putContent(sampleBytes(1000), { skipVersionCheck: true })
      assert.equal(verified, true)
      assert.equal(await target.checkLock(), 'unlocked')
      assert.equal((await target.get().raw()).isVerified, true)
      await target.rename('new')
      await failsWith('ObjectNotFound', () => target.head())
    },
  ),
  proves('api.EvictObject', 'evicting from an AIS bucket, which would delete, is refused', async (world) => {
    const target = await object(world)
    await refusesAll(world, { evict: () => target.evict() })
  }),
  proves('ObjectFileWriter', 'a file writer appends and closes', async (world) => {
    const target = await object(world)
    const file = target.getWriter().asFile('w')
    await file.write('abc')
    await file.write('def')
    await file.close()
    sameBytes(await target.get().readAll(), 'abcdef')
  }),
]
