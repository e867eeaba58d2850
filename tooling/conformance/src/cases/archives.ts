import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { ListObjectFlag, type ArchiveConfig } from '@ais/client'
import { proves, type Case } from '../case.ts'
import { failsWith, refusesAll, sameBytes } from '../expectations.ts'
import { membersOfTar, tarOf, zipOf, type Members } from '../shards.ts'

const members: Members = {
  'images/a.jpg': 'j'.repeat(600),
  'images/a.json': '{"label":"a"}',
  'images/b.jpg': 'J'.repeat(512),
  'notes ü.txt': 'hello shard',
  'empty.txt': '',
}
const shards: Readonly<Record<string, Buffer>> = {
  's.tar': tarOf(members),
  's.tgz': gzipSync(tarOf(members)),
  's.tar.gz': gzipSync(tarOf(members)),
  's.zip': zipOf(members),
}
const pick = (...paths: readonly string[]): Members =>
  Object.fromEntries(paths.map((path) => [path, members[path] ?? '']))

const patterns: ReadonlyArray<readonly [NonNullable<ArchiveConfig['mode']>, string, Members]> = [
  ['regexp', '.*\\.jpg$', pick('images/a.jpg', 'images/b.jpg')],
  ['prefix', 'images/', pick('images/a.jpg', 'images/a.json', 'images/b.jpg')],
  ['suffix', '.json', pick('images/a.json')],
  ['substr', 'a.j', pick('images/a.jpg', 'images/a.json')],
  ['wdskey', 'images/a', pick('images/a.jpg', 'images/a.json')],
]

export const archiveCases: readonly Case[] = [
  ...Object.entries(shards).map(([name, shard]) =>
    proves('Object.get', `reads every member of ${name} by its path`, async (world) => {
      const object = (await world.bucket()).object(`shards/${name}`)
      await object.putContent(shard)
      for (const [archpath, content] of Object.entries(members))
        sameBytes(await object.get({ archiveConfig: { archpath } }).readAll(), content, archpath)
      await failsWith('ObjectNotFound', () => object.get({ archiveConfig: { archpath: 'none' } }).readAll())
    }),
  ),
  proves('Object.get', 'reads members of an archive whose name does not tell what it is', async (world) => {
    const object = (await world.bucket()).object('no-extension')
    await object.putContent(tarOf(members))
    sameBytes(
      await object.get({ archiveConfig: { archpath: 'images/a.json', mime: '.tar' } }).readAll(),
      members['images/a.json'] ?? '',
    )
  }),
  // Not on ZIP: a real target does not survive it.
  ...(['s.tar', 's.tgz'] as const).flatMap((name) =>
    patterns.map(([mode, regex, expected]) =>
      proves('Object.get', `picks members of ${name} by ${mode}, as a TAR`, async (world) => {
        const object = (await world.bucket()).object(name)
        await object.putContent(shards[name] ?? '')
        assert.deepEqual(membersOfTar(await object.get({ archiveConfig: { mode, regex } }).readAll()), expected)
      }),
    ),
  ),
  proves('Object.get', 'a pattern that picks nothing is a missing object', async (world) => {
    const object = (await world.bucket()).object('s.tar')
    await object.putContent(tarOf(members))
    await failsWith('ObjectNotFound', () => object.get({ archiveConfig: { mode: 'prefix', regex: 'zzz' } }).readAll())
  }),
  proves('Object.get_url', 'names a member of an archive', async (world) => {
    const object = (await world.bucket()).object('s.tar')
    await object.putContent(tarOf(members))
    assert.equal(await world.fetch(object.getUrl({ archpath: 'notes ü.txt' })), members['notes ü.txt'])
  }),
  proves('Bucket.list_objects', 'lists members of archives when asked to', async (world) => {
    const bucket = await world.bucket()
    await bucket.object('s.tar').putContent(tarOf(members))
    const { entries } = await bucket.listObjects({ flags: [ListObjectFlag.ARCH_DIR] })
    const inside = entries.filter((entry) => entry.isInsideArchive())
    assert.deepEqual(
      inside.map(({ name }) => name).sort(),
      Object.keys(members)
        .map((path) => `s.tar/${path}`)
        .sort(),
    )
    assert.equal(inside.find(({ name }) => name === 's.tar/images/b.jpg')?.size, 512)
    assert.equal(entries.length, inside.length + 1)
  }),
  proves('Object.get', 'archive options that cannot be right are refused', (world) => {
    const read = (archiveConfig: ArchiveConfig) => () =>
      world.client.bucket('b').object('s.tar').get({ archiveConfig }).readAll()
    return refusesAll(world, {
      'nothing to pick': read({}),
      'an empty path': read({ archpath: '' }),
      'path and pattern': read({ archpath: 'a', regex: 'b', mode: 'prefix' }),
      'a pattern without mode': read({ regex: 'a' }),
      'a mode without pattern': read({ mode: 'prefix' }),
      'an unknown mode': read({ regex: 'a', mode: 'glob' as 'prefix' }),
    })
  }),
]
