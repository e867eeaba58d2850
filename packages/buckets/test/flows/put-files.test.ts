import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { putFiles } from '../../src/index.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-put-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (...names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), name)
  }
}

/** A cluster in memory that redirects and keeps what it is sent; names that hold `bad` are refused. */
const cluster = () => {
  const stored = new Map<string, string>()
  let [running, most] = [0, 0]
  const transport = memoryTransport(async (request) => {
    const { host, pathname, search } = new URL(request.url)
    if (host === 'ais.test')
      return { status: 307, headers: { location: `http://target.test${pathname}${search}&pid=p&utm=u` } }
    running += 1
    most = Math.max(most, running)
    let text = ''
    const body = request.body instanceof Uint8Array ? [request.body] : (request.body ?? [])
    for await (const piece of body) text += new TextDecoder().decode(piece)
    await new Promise((resolve) => setTimeout(resolve, 2))
    running -= 1
    if (pathname.includes('bad')) return { status: 400, body: '{"message":"no"}' }
    stored.set(decodeURIComponent(pathname.slice('/v1/objects/b/'.length)), text)
    return { status: 200 }
  })
  return { connection: connect({ endpoint: 'http://ais.test', transport }), stored, most: () => most }
}

describe('putFiles', () => {
  it('stores every file under its path, whatever its name, several at a time', async () => {
    const names = ['a b', 'c+d', 'e%f', 'g#h', 'i/j?k', 'l/ü/日', '.hidden']
    write(...names)
    const { connection, stored, most } = cluster()
    const progress: number[] = []
    const result = await putFiles(connection, { name: 'b' }, folder, {
      recursive: true,
      concurrency: 3,
      onProgress: ({ doneCount }) => progress.push(doneCount),
    })
    expect(result.names.toSorted()).toEqual(names.toSorted())
    expect(stored).toEqual(
      new Map(
        names
          .map((name) => [name, name] as const)
          .toSorted(([a], [b]) => result.names.indexOf(a) - result.names.indexOf(b)),
      ),
    )
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(most()).toBeLessThanOrEqual(3)
  })

  it('chooses by prefix and pattern of the file name, and names by basename and prepend', async () => {
    write('a1.txt', 'a2.bin', 'sub/a3.txt', 'sub/b.txt')
    const { connection, stored } = cluster()
    const planned = await putFiles(connection, { name: 'b' }, folder, {
      dryRun: true,
      recursive: true,
      prefixFilter: 'a',
      pattern: '*.txt',
      basename: true,
      prepend: 'p/',
    })
    expect(planned.names).toEqual(['p/a1.txt', 'p/a3.txt'])
    expect(planned.files.every(({ status }) => status === 'planned')).toBe(true)
    expect(stored.size).toBe(0)
  })

  it('gives each failure its error and stores the rest', async () => {
    write('in/good', 'in/bad', 'in/same/x', 'in/x', 'out/secret')
    symlinkSync(join(folder, 'out/secret'), join(folder, 'in/escape'))
    symlinkSync(join(folder, 'in/good'), join(folder, 'in/inside'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'in/dangling'))
    const { connection, stored } = cluster()
    const { files } = await putFiles(connection, { name: 'b' }, join(folder, 'in'), { recursive: true, basename: true })
    expect(files.map(({ name, status, error }) => [name, status, error?._tag])).toEqual([
      ['bad', 'failed', 'Api'],
      ['dangling', 'failed', 'LocalFile'],
      ['escape', 'failed', 'LocalFile'],
      ['good', 'stored', undefined],
      ['inside', 'stored', undefined],
      ['x', 'stored', undefined],
      ['x', 'failed', 'InvalidInput'],
    ])
    expect([...stored.keys()].toSorted()).toEqual(['good', 'inside', 'x'])
  })

  it('refuses what is no folder, and a concurrency that cannot be', async () => {
    write('file')
    const { connection } = cluster()
    await expect(putFiles(connection, { name: 'b' }, join(folder, 'file'))).rejects.toMatchObject({ _tag: 'LocalFile' })
    await expect(putFiles(connection, { name: 'b' }, join(folder, 'none'))).rejects.toMatchObject({
      _tag: 'LocalFile',
      code: 'ENOENT',
    })
    await expect(putFiles(connection, { name: 'b' }, folder, { concurrency: 0 })).rejects.toMatchObject({
      field: 'concurrency',
    })
  })

  it('stops at the signal', async () => {
    write(...Array.from({ length: 50 }, (_, index) => `f${index}`))
    const { connection, stored } = cluster()
    const stop = new AbortController()
    const all = putFiles(connection, { name: 'b' }, folder, {
      concurrency: 1,
      signal: stop.signal,
      onProgress: ({ doneCount }) => doneCount === 5 && stop.abort(),
    })
    await expect(all).rejects.toMatchObject({ _tag: 'Aborted' })
    expect(stored.size).toBeLessThan(50)
  })
})
