import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PutFilesOptions } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failure, inByteOrder, refusesAll, sameBytes } from '../expectations.ts'
import type { World } from '../world.ts'

const paths = ['a.txt', 'b b.bin', 'ü 日.txt', 'per%cent+#.bin', '.hidden', 'sub/c.txt', 'sub/deep/d.bin']

const filled = (world: World): string => {
  const folder = world.folder()
  mkdirSync(join(folder, 'sub/deep'), { recursive: true })
  for (const path of paths) writeFileSync(join(folder, path), `content of ${path}`)
  return folder
}

const picks: ReadonlyArray<readonly [string, PutFilesOptions, readonly string[]]> = [
  ['its own files', {}, paths.slice(0, 5)],
  ['all files below it', { recursive: true }, paths],
  ['files by a pattern', { recursive: true, pattern: '*.bin' }, ['b b.bin', 'per%cent+#.bin', 'sub/deep/d.bin']],
  ['files by the beginning of their names', { recursive: true, prefixFilter: 'd' }, ['sub/deep/d.bin']],
  ['files under their own names', { recursive: true, basename: true, pattern: '?.*' }, ['a.txt', 'c.txt', 'd.bin']],
  ['files under a new beginning', { prepend: 'new/', pattern: 'a*' }, ['new/a.txt']],
]

export const putFilesCases: readonly Case[] = [
  ...picks.map(([what, options, expected]) =>
    proves('Bucket.put_files', `stores of a folder ${what}`, async (world) => {
      const bucket = await world.bucket()
      const { files, names } = await bucket.putFiles(filled(world), options)
      assert.deepEqual(inByteOrder(names), inByteOrder(expected))
      assert.ok(files.every(({ status, error }) => status === 'stored' && error === undefined))
      assert.deepEqual(
        (await bucket.listAllObjects()).map(({ name }) => name),
        inByteOrder(expected),
      )
    }),
  ),
  proves('Bucket.put_files', 'contents come back as they were', async (world) => {
    const bucket = await world.bucket()
    await bucket.putFiles(filled(world), { recursive: true, concurrency: 2 })
    for (const path of paths) sameBytes(await bucket.object(path).get().readAll(), `content of ${path}`)
  }),
  proves('Bucket.put_files', 'a dry run tells the names and sends nothing', async (world) => {
    const before = world.sentCount
    const bucket = world.client.bucket('never')
    const { files, names } = await bucket.putFiles(filled(world), { recursive: true, dryRun: true, prepend: 'p-' })
    assert.deepEqual(inByteOrder(names), inByteOrder(paths.map((path) => `p-${path}`)))
    assert.ok(files.every(({ status }) => status === 'planned'))
    assert.equal(world.sentCount, before)
  }),
  proves('Bucket.put_files', 'tells how far it has come', async (world) => {
    const bucket = await world.bucket()
    const counts: number[] = []
    let [lastBytes, totalBytes] = [0, -1]
    await bucket.putFiles(filled(world), {
      recursive: true,
      onProgress: (progress) => {
        counts.push(progress.doneCount)
        assert.equal(progress.totalCount, paths.length)
        assert.ok(progress.doneBytes >= lastBytes)
        ;({ doneBytes: lastBytes, totalBytes } = progress)
      },
    })
    assert.deepEqual(
      counts,
      paths.map((_, index) => index + 1),
    )
    assert.equal(lastBytes, totalBytes)
  }),
  proves(
    'Bucket.put_files',
    'a link out of the folder is refused, and does not hide the other files',
    async (world) => {
      const [bucket, folder, outside] = [await world.bucket(), filled(world), world.folder()]
      writeFileSync(join(outside, 'secret'), 'secret')
      symlinkSync(join(outside, 'secret'), join(folder, 'link'))
      symlinkSync(outside, join(folder, 'linked-folder'))
      const { files, names } = await bucket.putFiles(folder, { recursive: true })
      assert.equal(names.length, paths.length)
      const links = files.filter(({ path }) => path.includes('link'))
      assert.ok(links.length > 0 && links.every(({ status, error }) => status === 'failed' && error !== undefined))
      assert.deepEqual(
        (await bucket.listAllObjects()).map(({ name }) => name),
        inByteOrder(paths),
      )
    },
  ),
  proves('Bucket.put_files', 'two files that would have one name: one is stored, the other told', async (world) => {
    const [bucket, folder] = [await world.bucket(), world.folder()]
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'same'), '1')
    writeFileSync(join(folder, 'sub/same'), '2')
    const { files, names } = await bucket.putFiles(folder, { recursive: true, basename: true })
    assert.deepEqual(names, ['same'])
    assert.deepEqual(files.map(({ status }) => status).sort(), ['failed', 'stored'])
  }),
  proves('Bucket.put_files', 'every file fails by itself when the bucket is missing', async (world) => {
    const { files, names } = await world.unborn().putFiles(filled(world))
    assert.deepEqual(names, [])
    assert.equal(files.length, 5)
    for (const { error } of files) assert.ok(error?._tag === 'Api' && error.code === 'BucketNotFound')
  }),
  proves('Bucket.put_files', 'an empty folder gives nothing; no folder is an error', async (world) => {
    const folder = world.folder()
    const bucket = world.client.bucket('never')
    assert.deepEqual((await bucket.putFiles(folder)).files, [])
    writeFileSync(join(folder, 'file'), 'x')
    for (const path of [join(folder, 'none'), join(folder, 'file')])
      assert.equal((await failure(() => bucket.putFiles(path)))._tag, 'LocalFile', path)
    await refusesAll(world, { 'concurrency 0': () => bucket.putFiles(folder, { concurrency: 0 }) })
  }),
]
