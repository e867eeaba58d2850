import { linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bucket, getFiles, type GetFilesProgress } from '../../src/index.js'
import { openTarget } from '../../src/platform/target-folder.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-get-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A cluster of these objects; those whose names hold `bad` cannot be read. Names are listed in pages of two. */
const cluster = (names: readonly string[]) => {
  const asked: string[] = []
  const transport = memoryTransport(({ url, body }) => {
    const { pathname } = new URL(url)
    if (pathname.startsWith('/v1/buckets/')) {
      const message = JSON.parse(new TextDecoder().decode(body as Uint8Array)) as {
        value: { prefix: string; continuation_token: string }
      }
      const all = names.filter((name) => name.startsWith(message.value.prefix))
      const from = Number(message.value.continuation_token)
      const entries = all.slice(from, from + 2).map((name) => ({ name }))
      const token = from + 2 < all.length ? String(from + 2) : ''
      return { status: 200, body: JSON.stringify({ uuid: 'u', continuation_token: token, flags: 0, entries }) }
    }
    const name = decodeURIComponent(pathname.slice('/v1/objects/b/'.length))
    asked.push(name)
    return name.includes('bad') ? { status: 500, body: '{"message":"no"}' } : { status: 200, body: `of ${name}` }
  })
  return { connection: connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } }), asked }
}

describe('getFiles', () => {
  it('reads every object into its file, makes folders, and tells how far it is', async () => {
    const names = ['a', 'bad', 'c/d', 'c/e/f', 'ü 日']
    const { connection } = cluster(names)
    const told: GetFilesProgress[] = []
    const { files } = await new Bucket(connection, 'b').getFiles(folder, {
      onProgress: (progress) => told.push(progress),
    })
    expect(files.map(({ name, status, sizeBytes, error }) => [name, status, sizeBytes, error?._tag])).toEqual([
      ['a', 'fetched', 4, undefined],
      ['bad', 'failed', 0, 'Api'],
      ['c/d', 'fetched', 6, undefined],
      ['c/e/f', 'fetched', 8, undefined],
      ['ü 日', 'fetched', 9, undefined],
    ])
    for (const { name, path, status } of files)
      if (status === 'fetched') expect(readFileSync(path, 'utf8')).toBe(`of ${name}`)
    expect(told.map(({ doneCount, totalCount }) => [doneCount, totalCount])).toEqual(names.map((_, at) => [at + 1, 5]))
  })

  it('chooses by prefix, and reads nothing in a dry run', async () => {
    const { connection, asked } = cluster(['a', 'c/d', 'c/e'])
    const { files } = await getFiles(connection, { name: 'b' }, folder, { prefix: 'c/', dryRun: true })
    expect(files.map(({ path, status }) => [path, status])).toEqual([
      [join(folder, 'c/d'), 'planned'],
      [join(folder, 'c/e'), 'planned'],
    ])
    expect(asked).toEqual([])
  })

  it('refuses what is no folder, and a concurrency that cannot be, before anything is asked', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { connection, asked } = cluster(['a'])
    for (const path of [join(folder, 'none'), join(folder, 'file')])
      await expect(getFiles(connection, { name: 'b' }, path)).rejects.toMatchObject({ _tag: 'LocalFile' })
    await expect(getFiles(connection, { name: 'b' }, folder, { concurrency: 257 })).rejects.toMatchObject({
      field: 'concurrency',
    })
    expect(asked).toEqual([])
  })

  it('stops at the signal', async () => {
    const { connection, asked } = cluster(Array.from({ length: 50 }, (_, at) => `o${at}`))
    const stop = new AbortController()
    const all = getFiles(connection, { name: 'b' }, folder, {
      concurrency: 1,
      signal: stop.signal,
      onProgress: ({ doneCount }) => doneCount === 3 && stop.abort(),
    })
    await expect(all).rejects.toMatchObject({ _tag: 'Aborted' })
    expect(asked.length).toBeLessThan(50)
  })
})

describe('a folder where two names are one file', () => {
  it('keeps the first, and refuses the second', async () => {
    const target = await openTarget('test', folder)
    const first = await target.place('name')
    writeFileSync(first, 'first')
    await target.placed('name', first)
    // What a file system does that does not tell case apart: both names are the same file.
    linkSync(first, join(folder, 'NAME'))
    await expect(target.place('NAME')).rejects.toMatchObject({ _tag: 'LocalFile' })
    await expect(target.place('NAME')).rejects.toThrow(/is the file of the object 'name' already/)
    await expect(target.place('other')).resolves.toBe(join(folder, 'other'))
  })
})
