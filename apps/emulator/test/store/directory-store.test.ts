import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDirectoryStore } from '../../src/store/directory-store.js'
import { contentOf, put, storeSuite } from './suite.js'

let folder = ''
const clean = async (): Promise<void> => {
  if (folder !== '') await rm(folder, { recursive: true })
  folder = ''
}

storeSuite('directory store', {
  open: async () => {
    if (folder === '') folder = await mkdtemp(join(tmpdir(), 'ais-store-'))
    return openDirectoryStore(join(folder, 'made', 'when missing'))
  },
  clean,
  isDurable: true,
})

describe('files of a directory store', () => {
  const key = { bucket: 'ais/@#/b/', name: 'o' }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ais-store-'))
  })
  afterEach(clean)
  const files = (): Promise<readonly string[]> => readdir(join(folder, 'content'))

  it('go with the content that they held', async () => {
    const store = await openDirectoryStore(folder)
    await put(store, key, Buffer.alloc(200_000, 1))
    await put(store, key, Buffer.alloc(200_000, 2))
    expect(await files()).toHaveLength(1)
    const pending = store.begin()
    await pending.write(Buffer.alloc(200_000))
    expect(await files()).toHaveLength(2)
    await pending.abandon()
    expect(await files()).toHaveLength(1)
    await put(store, key, Buffer.from('small'))
    expect(await files()).toHaveLength(0)
    await put(store, key, Buffer.alloc(200_000, 3))
    await store.removeBucket(key.bucket)
    expect(await files()).toHaveLength(0)
    await store.close()
  })

  it('that nothing names are removed when it is opened; the others stay', async () => {
    const before = await openDirectoryStore(folder)
    await put(before, key, Buffer.alloc(200_000, 1))
    await before.close()
    await writeFile(join(folder, 'content', 'left-behind'), 'half a write')
    const store = await openDirectoryStore(folder)
    expect(await files()).toHaveLength(1)
    expect(await contentOf(store, key)).toEqual(Buffer.alloc(200_000, 1))
    await store.close()
  })
})
