import { mkdtemp, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentBody } from '../../src/content/content-source.js'
import { failureOf } from '../support/failure.js'

const sizeBytes = 600_000
let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ais-changing-'))
  path = join(folder, 'f')
  await writeFile(path, Buffer.alloc(sizeBytes, 'a'))
})
afterEach(() => rm(folder, { recursive: true }))

const open = async (): Promise<() => AsyncIterable<Uint8Array>> => {
  const body = await contentBody('objects.put', { path })
  if (body.kind !== 'stream') throw new Error('a file is a stream')
  return () => body.open()
}

const read = async (content: AsyncIterable<Uint8Array>, afterFirst?: () => Promise<void>): Promise<number> => {
  let received = 0
  for await (const piece of content) {
    if (received === 0) await afterFirst?.()
    received += piece.length
  }
  return received
}

const later = new Date(Date.now() + 60_000)

test.each<[string, () => Promise<void>]>([
  [
    'written over with as many bytes',
    async () => {
      await writeFile(path, Buffer.alloc(sizeBytes, 'b'))
      await utimes(path, later, later)
    },
  ],
  ['shortened', () => truncate(path, 300_000)],
  ['appended to', () => writeFile(path, 'more', { flag: 'a' })],
])('a file that is %s while it is sent is an error', async (_how, change) => {
  const error = await failureOf(read((await open())(), change))
  expect(error).toMatchObject({ _tag: 'LocalFile', localPath: path })
  expect(error.message).toMatch(/changed while it was sent/)
})

test('a file that another one took the place of before it was sent again is an error', async () => {
  const openAgain = await open()
  expect(await read(openAgain())).toBe(sizeBytes)
  await writeFile(join(folder, 'g'), Buffer.alloc(sizeBytes, 'b'))
  await rename(join(folder, 'g'), path)
  expect(await failureOf(read(openAgain()))).toMatchObject({ _tag: 'LocalFile' })
})

test('a file at rest can be sent again', async () => {
  const openAgain = await open()
  expect([await read(openAgain()), await read(openAgain())]).toEqual([sizeBytes, sizeBytes])
})
