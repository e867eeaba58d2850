import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checksumOf, connect, type Connection } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { putInParts, type PutInPartsOptions } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'

const object = { bucket: { name: 'b' }, name: 'o' }
const content = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251)
let folder = ''
let path = ''
let journalPath = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-upload-'))
  path = join(folder, 'content')
  journalPath = join(folder, 'content.upload')
  writeFileSync(path, content)
})
afterEach(() => rmSync(folder, { recursive: true }))

type Fault = 'before' | 'after' | undefined

/** A cluster of one node that makes objects of parts, and fails as it is told. */
const startCluster = (fail: (what: string) => Fault = () => undefined) => {
  const uploads = new Map<string, Map<number, Uint8Array>>()
  const calls: string[] = []
  const state = { stored: undefined as Uint8Array | undefined, fail, onPart: (): void => {} }
  let created = 0
  const notFound = { status: 404, body: '{"tcode":"ErrNotFound","status":404,"message":"does not exist"}' }
  const lost: MemoryAnswer = { status: 503, body: '{"status":503,"message":"busy"}' }
  const complete = (id: string): MemoryAnswer => {
    const parts = uploads.get(id)
    if (parts === undefined) return notFound
    uploads.delete(id)
    state.stored = Buffer.concat([...parts].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes))
    return { status: 200 }
  }
  const transport = memoryTransport(async ({ method, url, body }): Promise<MemoryAnswer> => {
    const { searchParams, pathname, search } = new URL(url)
    const id = searchParams.get('uploadId') ?? ''
    const number = searchParams.get('partNumber') ?? ''
    if (method === 'PUT' && !searchParams.has('utm'))
      return { status: 307, headers: { location: `http://ais.test${pathname}${search}&pid=p&utm=1` } }
    if (method === 'HEAD') {
      if (state.stored === undefined) return { status: 404, headers: { 'hdr-error': notFound.body } }
      const value = await checksumOf('xxhash2', state.stored)
      const chunks = { 'ais-chunks-count': '10', 'ais-chunks-max-chunk-size': '100' }
      const headers = { 'ais-checksum-type': 'xxhash2', 'ais-checksum-value': value, ...chunks }
      return { status: 200, headers: { ...headers, 'content-length': String(state.stored.length) } }
    }
    const what = method === 'PUT' ? `part ${number}` : method === 'DELETE' ? 'abort' : id === '' ? 'create' : 'complete'
    const how = state.fail(what)
    if (how === 'before') return lost
    calls.push(what)
    if (what === 'create') {
      uploads.set(`id${(created += 1)}`, new Map())
      return { status: 200, body: `id${created}` }
    }
    if (method === 'PUT') {
      const pieces: Uint8Array[] = []
      for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece)
      state.onPart()
      if (number === '') return { status: 200 }
      const parts = uploads.get(id)
      if (parts === undefined) return notFound
      expect(parts.has(Number(number)), `part ${number} comes once`).toBe(false)
      parts.set(Number(number), Buffer.concat(pieces))
      return how === 'after' ? lost : { status: 200 }
    }
    if (method === 'DELETE') return uploads.delete(id) ? { status: 200 } : notFound
    const answer = complete(id)
    return how === 'after' ? lost : answer
  })
  const connection: Connection = connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } })
  const put = (options: PutInPartsOptions = {}) =>
    putInParts(connection, object, { path }, { partSizeBytes: 100, numWorkers: 1, journalPath, ...options })
  return { connection, calls, uploads, state, put }
}

const once = (fault: string, how: Fault): ((what: string) => Fault) => {
  let isDone = false
  return (what) => {
    if (isDone || what !== fault) return undefined
    isDone = true
    return how
  }
}

describe('an upload with a journal', () => {
  test('goes on where it failed, and leaves no journal once it is complete', async () => {
    const { put, calls, state } = startCluster(once('part 4', 'before'))
    expect(await tagOf(put())).toMatch(/^Api/)
    expect(readdirSync(folder).toSorted()).toEqual(['content', 'content.upload'])
    calls.length = 0
    expect(await put()).toEqual({ parts: 10, sizeBytes: 1_000, verified: true })
    expect(calls).toEqual([...[4, 5, 6, 7, 8, 9, 10].map((number) => `part ${number}`), 'complete'])
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
    expect(readdirSync(folder)).toEqual(['content'])
  })

  test('keeps the size of parts that it began with', async () => {
    const { put, calls, state } = startCluster(once('part 4', 'before'))
    await tagOf(put())
    calls.length = 0
    await put({ partSizeBytes: 333, numWorkers: 3 })
    expect(calls).toHaveLength(8)
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
  })

  test('has every part marked before its last byte goes', async () => {
    const { put, state } = startCluster()
    const lines: (string | undefined)[] = []
    state.onPart = () => {
      const own = readdirSync(folder).find((name) => name.startsWith('content.upload.')) ?? ''
      lines.push(readFileSync(join(folder, own), 'utf8').split('\n').at(-2))
    }
    await put()
    expect(lines).toEqual(Array.from({ length: 10 }, (_, index) => `unsure ${index + 1} 100`))
  })

  test('begins anew after a part of which nobody knows whether it arrived', async () => {
    const { put, calls, uploads, state } = startCluster(once('part 4', 'after'))
    await tagOf(put())
    expect(calls.at(-1)).toBe('abort')
    expect([...uploads]).toEqual([])
    calls.length = 0
    await put()
    expect(calls).toHaveLength(12)
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
  })

  test('ends an upload whose abort had failed too, before it begins anew', async () => {
    const fault = once('part 4', 'after')
    const noAbort = once('abort', 'before')
    const { put, calls, uploads, state } = startCluster((what) => fault(what) ?? noAbort(what))
    await tagOf(put())
    expect(readdirSync(folder)).toContain('content.upload')
    calls.length = 0
    await put()
    expect(calls.slice(0, 2)).toEqual(['abort', 'create'])
    expect([...uploads]).toEqual([])
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
  })

  test.each(['before', 'after'] as const)(
    'finds out whether it was completed when that was lost %s it',
    async (how) => {
      const { put, calls, state } = startCluster(once('complete', how))
      await tagOf(put())
      calls.length = 0
      expect(await put()).toEqual({ parts: 10, sizeBytes: 1_000, verified: true })
      expect(calls).toEqual(['complete'])
      expect(new Uint8Array(state.stored ?? [])).toEqual(content)
      expect(readdirSync(folder)).toEqual(['content'])
    },
  )

  test('begins anew when the upload is gone, and the object is another', async () => {
    const { put, calls, uploads, state } = startCluster(once('complete', 'before'))
    await tagOf(put())
    uploads.clear()
    state.stored = new Uint8Array(1_000)
    calls.length = 0
    await put()
    expect(calls.slice(0, 2)).toEqual(['complete', 'create'])
    expect(new Uint8Array(state.stored)).toEqual(content)
  })

  test('begins anew when AIStore has forgotten the upload', async () => {
    const { put, uploads, state } = startCluster(once('part 4', 'before'))
    await tagOf(put())
    uploads.clear()
    await put()
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
  })

  test('begins anew when the file has changed since', async () => {
    const { put, calls, uploads, state } = startCluster(once('part 4', 'before'))
    await tagOf(put())
    writeFileSync(path, content.toReversed())
    utimesSync(path, 1, 1)
    calls.length = 0
    await put()
    expect(calls.slice(0, 2)).toEqual(['abort', 'create'])
    expect([...uploads]).toEqual([])
    expect(new Uint8Array(state.stored ?? [])).toEqual(content.toReversed())
  })

  test('of a process that is dead is taken over, its marked part not', async () => {
    const { put, calls, state } = startCluster(once('part 4', 'before'))
    await tagOf(put())
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    let owned = ''
    state.fail = (what) => {
      if (what !== 'part 4') return undefined
      owned = readdirSync(folder).find((name) => name.startsWith('content.upload.')) ?? ''
      return 'before'
    }
    await tagOf(put())
    state.fail = () => undefined
    const [, start = '', machine = ''] = owned.slice('content.upload.'.length).split('-')
    const dead = join(folder, `content.upload.${pid}-${start}-${machine}-00`)
    renameSync(journalPath, dead)
    writeFileSync(`${dead}.new`, 'half of a jour')
    calls.length = 0
    await put()
    expect(calls[0]).toBe('part 4')
    expect(readdirSync(folder)).toEqual(['content'])
    await tagOf(startCluster(once('part 7', 'before')).put())
    writeFileSync(journalPath, `${readFileSync(journalPath, 'utf8')}unsure 7 100\nsent 8 1`)
    renameSync(journalPath, dead)
    calls.length = 0
    await put()
    expect(calls.slice(0, 3)).toEqual(['abort', 'create', 'part 1'])
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
  })

  test('is refused to a second call while the first is under way', async () => {
    const { put, state } = startCluster()
    const second: Promise<string>[] = []
    state.fail = (what) => {
      if (what === 'part 2') second.push(tagOf(put()))
      return undefined
    }
    await put()
    expect(await Promise.all(second)).toEqual(['LocalFile'])
  })

  test('ends by its signal without waiting for the disk, and goes on at once', async () => {
    const { put, state, calls } = startCluster()
    const stop = new AbortController()
    let parts = 0
    state.onPart = () => {
      parts += 1
      // The journal is on its way to the disk then.
      if (parts === 4) setImmediate(() => stop.abort())
    }
    const first = put({ signal: stop.signal })
    const ended = new Promise<number>((done) => {
      let turns = 0
      stop.signal.addEventListener('abort', () => {
        const next = (): void => {
          turns += 1
          if (turns < 100_000) setImmediate(next)
        }
        setImmediate(next)
        first.catch(() => done(turns))
      })
    })
    expect(await tagOf(first)).toBe('Aborted')
    expect(await ended).toBe(0)
    state.onPart = () => undefined
    const before = calls.length
    expect(await put()).toEqual({ parts: 10, sizeBytes: 1_000, verified: true })
    expect(calls.slice(before)).toContain('complete')
    expect(new Uint8Array(state.stored ?? [])).toEqual(content)
    expect(readdirSync(folder)).toEqual(['content'])
  })

  test('is no other file, and not of another object: those stay as they are', async () => {
    const { put, calls, connection } = startCluster(once('part 4', 'before'))
    writeFileSync(journalPath, 'my diary\n')
    expect(await failureOf(put())).toMatchObject({ _tag: 'LocalFile', localPath: journalPath })
    expect(readFileSync(journalPath, 'utf8')).toBe('my diary\n')
    mkdirSync(join(folder, 'folder'))
    expect(await tagOf(put({ journalPath: join(folder, 'folder') }))).toBe('LocalFile')
    expect(await tagOf(put({ journalPath: join(folder, 'none', 'j') }))).toBe('LocalFile')
    expect(calls).toEqual([])
    rmSync(journalPath)
    await tagOf(put())
    const kept = readFileSync(journalPath, 'utf8')
    const other = { bucket: { name: 'b' }, name: 'other' }
    expect(await tagOf(putInParts(connection, other, { path }, { journalPath }))).toBe('LocalFile')
    expect(readFileSync(journalPath, 'utf8')).toBe(kept)
  })

  test('needs a local file', async () => {
    const { connection, calls } = startCluster()
    expect(await tagOf(putInParts(connection, object, 'text', { journalPath }))).toBe('InvalidInput')
    expect(await tagOf(putInParts(connection, object, { path }, { journalPath: '' }))).toBe('InvalidInput')
    expect(calls).toEqual([])
  })

  test('takes an empty file', async () => {
    writeFileSync(path, '')
    const { put, calls } = startCluster()
    expect(await put()).toEqual({ parts: 0, sizeBytes: 0, verified: true })
    expect(calls).not.toContain('create')
    expect(readdirSync(folder)).toEqual(['content'])
  })
})
