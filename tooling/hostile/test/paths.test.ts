import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { getFiles, putFiles, type GetFilesOptions } from '@ais/buckets'
import { connect, isAisError, type Connection } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { ObjectReader } from '@ais/objects'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostileNames } from '../src/hostile-names.ts'

const bucket = { name: 'b' }
/** In memory where that can be had: every file is synced, and thousands are written. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const isPosix = process.platform !== 'win32'

let root = ''
/** So deep that names which climb out of it do not climb out of `root`. */
let chosen = ''
beforeEach(() => {
  root = mkdtempSync(join(place, 'ais-hostile-paths-'))
  chosen = join(root, 'a/b/c/d/chosen')
  mkdirSync(chosen, { recursive: true })
  writeFileSync(join(root, 'secret'), 'secret')
  writeFileSync(join(dirname(chosen), 'escape'), 'as it was')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Everything below a folder, with its content, apart from one folder. */
const contentsOf = (folder: string, without = ''): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (path === without) return []
      if (entry.isDirectory()) return [`${path}/`, ...contentsOf(path, without)]
      if (entry.isSymbolicLink()) return [`${path} -> ${readlinkSync(path)}`]
      return [entry.isFile() ? `${path} = ${readFileSync(path, 'latin1')}` : path]
    })

/** Where the absolute names of the table lead. */
const elsewhere = (): readonly boolean[] =>
  ['/escape', '/etc/escape', '/tmp/escape', '/server', join(homedir(), 'escape'), join(process.cwd(), 'escape')].map(
    existsSync,
  )

const contentOf = (name: string): string => `content of ${JSON.stringify(name.toWellFormed())}`

/** A server that lists these names and has an object for whatever is asked for. */
const serverOf = (names: readonly string[]): Connection =>
  connect({
    endpoint: 'http://ais.test',
    retry: { maxAttempts: 1 },
    transport: memoryTransport(({ url }) => {
      const { pathname } = new URL(url)
      if (pathname.startsWith('/v1/buckets/'))
        return {
          status: 200,
          body: JSON.stringify({
            uuid: 'u',
            continuation_token: '',
            flags: 0,
            entries: names.map((name) => ({ name })),
          }),
        }
      const body = contentOf(decodeURIComponent(pathname.slice('/v1/objects/b/'.length)))
      return { status: 200, headers: { 'content-length': String(Buffer.byteLength(body)) }, body }
    }),
  })

const fetchAll = async (names: readonly string[], options: GetFilesOptions = {}) => {
  const connection = serverOf(names)
  const { files } = await getFiles(connection, bucket, chosen, options)
  await connection.close()
  expect(files.map(({ name }) => name)).toEqual(names)
  return files
}

describe('objects become files of a folder', () => {
  it('by a table of names that is as long as was promised', () => {
    expect(hostileNames.length).toBeGreaterThanOrEqual(500)
  })

  it.each([1, 16])(
    'whatever their names, %i at a time, and nothing outside of it',
    { timeout: 120_000 },
    async (concurrency) => {
      const before = [contentsOf(root, chosen), elsewhere()]
      const files = await fetchAll(hostileNames, { concurrency })
      expect([contentsOf(root, chosen), elsewhere()]).toEqual(before)

      const fetched = files.filter(({ status }) => status === 'fetched')
      for (const { name, path } of fetched) {
        expect(path).toBe(`${chosen}/${name}`)
        // Also where two names are one for the file system: one of them must have failed.
        expect(readFileSync(path, 'utf8')).toBe(contentOf(name))
      }
      const failed = files.filter(({ status }) => status !== 'fetched')
      for (const { name, status, error } of failed) {
        expect([status, isAisError(error)], name).toEqual(['failed', true])
        expect(['InvalidInput', 'LocalFile'], `${name}: ${String(error)}`).toContain(error?._tag)
      }
      // No file that no object asked for, and nothing half written.
      const written = contentsOf(chosen).filter((line) => !line.endsWith('/'))
      expect(written).toHaveLength(fetched.length)
      if (isPosix) {
        expect(fetched.length).toBeGreaterThan(200)
        const names = new Set(fetched.map(({ name }) => name))
        for (const name of ['..', '../escape', 'a/../../escape', '/tmp/escape', 'a//b', 'a/', 'a\nb', 'x'.repeat(256)])
          expect(names.has(name), name).toBe(false)
        for (const name of ['a?b', '\u202etxt.exe', '__proto__', 'x'.repeat(255), '%2e%2e%2fescape', 'con.txt'])
          expect(names.has(name), name).toBe(true)
      }
    },
  )

  it('never through a link on the way, wherever it leads', async () => {
    symlinkSync(dirname(chosen), join(chosen, 'up'))
    symlinkSync('/', join(chosen, 'top'))
    symlinkSync('..', join(chosen, 'dots'))
    symlinkSync('nowhere', join(chosen, 'dangling'))
    symlinkSync('loop', join(chosen, 'loop'))
    mkdirSync(join(chosen, 'inside'))
    symlinkSync('inside', join(chosen, 'in'))
    symlinkSync(join(dirname(chosen), 'escape'), join(chosen, 'file'))
    const before = contentsOf(root)
    const names = ['dangling', 'dangling/x', 'dots/x', 'file', 'in/x', 'loop', 'loop/x', 'top/tmp/escape', 'up/escape']
    for (const { name, error } of await fetchAll(names)) expect(error?._tag, name).toBe('LocalFile')
    expect(contentsOf(root)).toEqual(before)
  })

  it('never into what is no file or no folder', async () => {
    writeFileSync(join(chosen, 'file'), 'as it was')
    mkdirSync(join(chosen, 'folder'))
    const files = await fetchAll(['file/x', 'file/x/y', 'folder'])
    expect(files.map(({ error }) => error?._tag)).toEqual(['LocalFile', 'LocalFile', 'LocalFile'])
    expect(contentsOf(chosen)).toEqual([`${join(chosen, 'file')} = as it was`, `${join(chosen, 'folder')}/`])
  })

  it('in place of older ones, or not, as is chosen', async () => {
    for (const name of ['old', 'other']) writeFileSync(join(chosen, name), 'as it was')
    const [kept] = await fetchAll(['old'], { exclusive: true })
    expect(kept?.error).toMatchObject({ _tag: 'LocalFile', code: 'EEXIST' })
    expect(readFileSync(join(chosen, 'old'), 'utf8')).toBe('as it was')
    // One file under two names, which is none of this call's: each name gets its own.
    linkSync(join(chosen, 'old'), join(chosen, 'OLD-link'))
    await fetchAll(['OLD-link', 'old'])
    for (const name of ['OLD-link', 'old']) expect(readFileSync(join(chosen, name), 'utf8')).toBe(contentOf(name))
  })

  it('not at all in a dry run', async () => {
    const files = await fetchAll(hostileNames, { dryRun: true })
    expect(contentsOf(chosen)).toEqual([])
    for (const { name, path, status } of files)
      if (status === 'planned') expect(path).toBe(`${chosen}/${name}`)
      else expect(path).toBe('')
  })
})

describe('one object becomes a file', () => {
  it.each([false, true])(
    'at whatever path it is told, or fails in a typed way; resume %s',
    { timeout: 120_000 },
    async (resume) => {
      const connection = connect({
        endpoint: 'http://ais.test',
        retry: { maxAttempts: 1 },
        transport: memoryTransport(({ method, headers }) => ({
          status: headers['range'] === undefined ? 200 : 206,
          headers: {
            'content-length': '7',
            'ais-version': '1',
            ...(headers['range'] === undefined ? {} : { 'content-range': 'bytes 0-6/7' }),
          },
          body: method === 'HEAD' ? '' : 'content',
        })),
      })
      const before = [contentsOf(root, chosen), elsewhere()]
      // A path that leads elsewhere is what was asked for: those are left out here.
      const names = hostileNames.filter((name) => !/(?:^|\/)\.{0,2}(?:\/|$)/.test(name))
      let stored = 0
      for (const name of names) {
        const path = `${chosen}/${name}`
        try {
          await new ObjectReader({ client: connection, object: { bucket, name: 'o' } }).toFile(path, { resume })
          expect(readFileSync(path, 'utf8')).toBe('content')
          stored += 1
        } catch (error) {
          expect(isAisError(error) && error._tag, `${JSON.stringify(name)}: ${String(error)}`).toBe('LocalFile')
        }
      }
      expect([contentsOf(root, chosen), elsewhere()]).toEqual(before)
      expect(contentsOf(chosen)).toHaveLength(stored)
      expect(stored).toBeGreaterThan(isPosix ? 100 : 10)
      await connection.close()
    },
  )
})

/** A cluster that keeps the path and the content of what it is sent. */
const keeper = () => {
  const stored = new Map<string, string>()
  const transport = memoryTransport(async ({ url, body }) => {
    const { host, pathname, search } = new URL(url)
    if (host === 'ais.test') return { status: 307, headers: { location: `http://target.test${pathname}${search}` } }
    let text = ''
    for await (const piece of body instanceof Uint8Array ? [body] : (body ?? [])) text += Buffer.from(piece).toString()
    stored.set(decodeURIComponent(pathname), text)
    return { status: 200 }
  })
  return { connection: connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } }), stored }
}

describe('files of a folder become objects', () => {
  it('whatever their names: each under its path, or failed in a typed way', { timeout: 120_000 }, async () => {
    const names = hostileNames.filter((name) => {
      try {
        if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(name)) return false
        mkdirSync(dirname(join(chosen, name)), { recursive: true })
        writeFileSync(join(chosen, name), contentOf(name), { flag: 'wx' })
        return readFileSync(join(chosen, name), 'utf8') === contentOf(name)
      } catch {
        return false
      }
    })
    // Linux takes any bytes but NUL and the slash.
    if (process.platform === 'linux') {
      expect(names.length).toBeGreaterThan(300)
      writeFileSync(Buffer.concat([Buffer.from(`${chosen}/`), Buffer.from([0x61, 0xff, 0xfe])]), 'no text')
    }
    const { connection, stored } = keeper()
    const { files } = await putFiles(connection, bucket, chosen, { recursive: true })
    const sent = files.filter(({ status }) => status === 'stored')
    expect(stored).toEqual(new Map(sent.map(({ name }) => [`/v1/objects/b/${name}`, contentOf(name)])))
    for (const { name, status, error } of files)
      if (status === 'failed') expect(['InvalidInput', 'LocalFile'], `${name}: ${String(error)}`).toContain(error?._tag)
    expect(new Set(sent.map(({ name }) => name)).size).toBe(sent.length)
    expect(files.length).toBeGreaterThanOrEqual(names.length)
    await connection.close()
  })

  it('but nothing that links lead to outside of it, and nothing for ever', async () => {
    mkdirSync(join(chosen, 'folder'))
    writeFileSync(join(chosen, 'folder/file'), 'content')
    const links: Readonly<Record<string, string>> = {
      absolute: join(root, 'secret'),
      relative: '../../../../../secret',
      'beside-the-folder': `${chosen}-not/secret`,
      'folder-outside': root,
      top: '/',
      parent: '..',
      self: '.',
      loop: 'loop',
      'loop-a': 'loop-b',
      'loop-b': 'loop-a',
      dangling: 'nowhere',
      'through-another': 'absolute',
      'folder/up': '..',
      'folder/inside': 'file',
      passwords: '/etc/passwd',
      memory: '/proc/self/mem',
      zeros: '/dev/zero',
    }
    mkdirSync(`${chosen}-not`)
    writeFileSync(`${chosen}-not/secret`, 'secret')
    for (const [name, to] of Object.entries(links)) symlinkSync(to, join(chosen, name))
    const { connection, stored } = keeper()
    const { files } = await putFiles(connection, bucket, chosen, { recursive: true })
    expect([...stored.keys()].toSorted()).toEqual(['/v1/objects/b/folder/file', '/v1/objects/b/folder/inside'])
    expect([...stored.values()]).toEqual(['content', 'content'])
    for (const { name, status, error } of files) if (status === 'failed') expect(error?._tag, name).toBe('LocalFile')
    await connection.close()
  })

  it.runIf(isPosix)('and what is no file is told, not waited for', async () => {
    expect(spawnSync('mkfifo', [join(chosen, 'fifo')]).status).toBe(0)
    symlinkSync('fifo', join(chosen, 'link-to-fifo'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(chosen, 'socket'), resolve))
    writeFileSync(join(chosen, 'z'), 'content')
    const { connection, stored } = keeper()
    const { files } = await putFiles(connection, bucket, chosen)
    expect(files.map(({ name, status, error }) => [name, status, error?._tag])).toEqual([
      ['fifo', 'failed', 'LocalFile'],
      ['link-to-fifo', 'failed', 'LocalFile'],
      ['socket', 'failed', 'LocalFile'],
      ['z', 'stored', undefined],
    ])
    expect([...stored.keys()]).toEqual(['/v1/objects/b/z'])
    server.close()
    await connection.close()
  })

  it.runIf(isPosix)('and what may not be read fails by itself', async () => {
    mkdirSync(join(chosen, 'closed'))
    for (const name of ['closed/x', 'unreadable', 'z']) writeFileSync(join(chosen, name), 'content')
    chmodSync(join(chosen, 'unreadable'), 0)
    chmodSync(join(chosen, 'closed'), 0)
    chmodSync(root, 0o755)
    // The superuser may read everything: somebody else tries.
    const isSuperuser = process.geteuid?.() === 0
    if (isSuperuser) process.seteuid?.(65_534)
    const { connection, stored } = keeper()
    try {
      const { files } = await putFiles(connection, bucket, chosen, { recursive: true })
      expect(files.map(({ name, error }) => [name, error?._tag])).toEqual([
        ['closed', 'LocalFile'],
        ['unreadable', 'LocalFile'],
        ['z', undefined],
      ])
      expect([...stored.keys()]).toEqual(['/v1/objects/b/z'])
    } finally {
      if (isSuperuser) process.seteuid?.(0)
      await connection.close()
    }
    chmodSync(join(chosen, 'closed'), 0o755)
    expect(lstatSync(join(chosen, 'unreadable')).size).toBe(7)
  })
})
