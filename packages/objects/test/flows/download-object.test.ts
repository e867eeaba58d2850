import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAisError, type Middleware } from '@ais/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AisObject, type GetOptions, type ToFileOptions } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'
import { startObjectServer, type ObjectServer } from '../support/object-server.js'

const content = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 251)
const partSizeBytes = 10_000
let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-download-'))
  path = join(folder, 'o.bin')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Tells the server what was taken of its content, so that it knows when to cut. */
const telling = (server: ObjectServer): Middleware => {
  let taken = 0
  server.taken(taken)
  return async (request, next) => {
    const response = await next(request)
    const told = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of response.body) {
        yield piece
        taken += piece.length
        server.taken(taken)
      }
    }
    return { ...response, body: told() }
  }
}

interface MoreOptions extends GetOptions {
  readonly maxResumes?: number
}

const download = (server: ObjectServer, get: MoreOptions = {}, options: ToFileOptions = {}): Promise<number> =>
  new AisObject(server.bucket(server.connect({ middleware: [telling(server)] })), 'o')
    .getReader({ partSizeBytes, ...get })
    .toFile(path, { resume: true, ...options })

const ranges = (server: ObjectServer): readonly (string | undefined)[] =>
  server.requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers.range)

const left = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.part'))

/** Fails after so many bytes, all of which were taken. */
const failAfter = async (server: ObjectServer, bytes: number): Promise<void> => {
  server.behaviour.cuts.push({ bytes, taken: bytes })
  expect(await tagOf(download(server, { maxResumes: 0 }))).toBe('Unreachable')
}

describe('a download that goes on', () => {
  test('asks for what is missing only, and leaves nothing but the file', async () => {
    await using server = await startObjectServer({ o: content })
    writeFileSync(path, 'before')
    await failAfter(server, 35_000)
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(left()).toHaveLength(1)
    const done = readFileSync(join(folder, left()[0] ?? '', 'journal'), 'utf8').split('\n').length - 2
    expect(await download(server)).toBe(content.length)
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
    expect(ranges(server).at(-1)).toBe(`bytes=${done * partSizeBytes}-99999`)
    expect(readdirSync(folder)).toEqual(['o.bin'])
  })

  test.each([2, 4, 64])('fetches parts at the same time, %i at most, each once', async (numWorkers) => {
    await using server = await startObjectServer({ o: content })
    await download(server, { numWorkers })
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
    expect(ranges(server)).toHaveLength(10)
    expect(new Set(ranges(server))).toEqual(
      new Set(Array.from({ length: 10 }, (_, part) => `bytes=${part * 10_000}-${part * 10_000 + 9_999}`)),
    )
  })

  test('keeps the size of parts that it began with', async () => {
    await using server = await startObjectServer({ o: content })
    await failAfter(server, 35_000)
    await download(server, { partSizeBytes: 7_777, numWorkers: 2 })
    expect(
      ranges(server)
        .slice(1)
        .every((range) => /^bytes=\d0000-\d9999$/.test(range ?? '')),
    ).toBe(true)
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
  })

  test('begins anew when the object has another version by then', async () => {
    await using server = await startObjectServer({ o: content })
    await failAfter(server, 35_000)
    const next = content.toReversed()
    server.objects.set('o', { bytes: next, version: 2, custom: {} })
    await download(server)
    expect(ranges(server).at(-1)).toBe('bytes=0-99999')
    expect(new Uint8Array(readFileSync(path))).toEqual(next)
    expect(readdirSync(folder)).toEqual(['o.bin'])
  })

  test('never mixes versions when that happens in the middle: it begins anew once, and then is an ObjectChanged', async () => {
    await using server = await startObjectServer({ o: content })
    writeFileSync(path, 'before')
    let version = 1
    const replace = (): void => {
      version += 1
      server.objects.set('o', { bytes: content.toReversed(), version, custom: {} })
    }
    server.behaviour.beforeGet = (count) => {
      if (count % 5 === 0) replace()
    }
    expect(await tagOf(download(server, { numWorkers: 2 }))).toBe('ObjectChanged')
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['o.bin'])
    let isReplaced = false
    server.behaviour.beforeGet = () => {
      if (!isReplaced) replace()
      isReplaced = true
    }
    await download(server, { numWorkers: 2 })
    expect(new Uint8Array(readFileSync(path))).toEqual(content.toReversed())
  })

  test('is not continued where nothing tells the versions apart', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.checksumType = 'none'
    server.objects.set('o', { bytes: content, version: '' as unknown as number, custom: {} })
    await failAfter(server, 35_000)
    await download(server)
    expect(ranges(server)).toEqual(['bytes=0-99999', 'bytes=0-99999'])
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
  })

  test('is held to the checksum of what is on the disk, also what an earlier run wrote', async () => {
    await using server = await startObjectServer({ o: content })
    writeFileSync(path, 'before')
    await failAfter(server, 35_000)
    const kept = join(folder, left()[0] ?? '')
    writeFileSync(join(kept, 'journal'), `${readFileSync(join(kept, 'journal'), 'utf8').split('\n')[0]}\n0\n`)
    const damaged = Buffer.from(content)
    damaged[5] = 255
    writeFileSync(join(kept, 'content'), damaged)
    // What was damaged is fetched anew, all of it.
    await download(server)
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
    writeFileSync(path, 'before')
    server.behaviour.getHeaders = { 'ais-checksum-value': '00ff' }
    expect(await tagOf(download(server))).toBe('ObjectChanged')
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(left()).toEqual([])
  })

  test.each([
    ['half a line at its end', (journal: string) => `${journal}7`],
    ['lines that are none', (journal: string) => `${journal}\0\0\0\n\nx\n1e3\n`],
    ['no head', () => ''],
    ['a head that is none', () => '{\n0\n1\n'],
  ])('reads a journal with %s', async (_, damage) => {
    await using server = await startObjectServer({ o: content })
    await failAfter(server, 35_000)
    const journal = join(folder, left()[0] ?? '', 'journal')
    writeFileSync(journal, damage(readFileSync(journal, 'utf8')))
    await failAfter(server, 45_000)
    await download(server)
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
    expect(readdirSync(folder)).toEqual(['o.bin'])
  })

  test('takes an empty object', async () => {
    await using server = await startObjectServer({ o: '' })
    expect(await download(server)).toBe(0)
    expect(readFileSync(path)).toHaveLength(0)
  })

  test('refuses parts of objects, and asks for nothing', async () => {
    await using server = await startObjectServer({ o: content })
    for (const part of [{ offsetBytes: 0 }, { byteRange: 'bytes=0-1' }, { archiveConfig: { archpath: 'a' } }])
      expect(await tagOf(download(server, part))).toBe('InvalidInput')
    expect(await tagOf(download(server, { numWorkers: 0 }))).toBe('InvalidInput')
    expect(server.requests).toEqual([])
  })

  test('ends by its signal, and goes on afterwards', async () => {
    await using server = await startObjectServer({ o: content })
    const controller = new AbortController()
    server.behaviour.beforeGet = (count) => {
      if (count === 5) controller.abort()
    }
    expect(await tagOf(download(server, { numWorkers: 2, signal: controller.signal }))).toBe('Aborted')
    const before = ranges(server).length
    await download(server, { numWorkers: 2 })
    expect(ranges(server).length - before).toBeLessThan(10)
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
  })
})

describe('two at once', () => {
  test('the second one is refused while the first is under way', async () => {
    await using server = await startObjectServer({ o: content })
    const second: Promise<string>[] = []
    server.behaviour.beforeGet = (count) => {
      if (count === 1) second.push(tagOf(download(server)))
    }
    await download(server)
    expect(await Promise.all(second)).toEqual(['LocalFile'])
    expect(readdirSync(folder)).toEqual(['o.bin'])
  })

  test('what a process left that is dead is taken over; of one on another machine it is not', async () => {
    await using server = await startObjectServer({ o: content })
    await failAfter(server, 35_000)
    const [kept = ''] = left()
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    // What is under way bears the name of its owner: number, start and machine.
    let owned = ''
    server.behaviour.beforeGet = () => {
      owned = readdirSync(folder).find((name) => name.startsWith(`${kept}.`)) ?? ''
    }
    await failAfter(server, 5_000)
    server.behaviour.beforeGet = () => {}
    const [, start = '', machine = ''] = owned.slice(kept.length + 1).split('-')
    const elsewhere = `${kept}.${pid}-${start}-${machine.startsWith('a') ? 'b' : 'a'}${machine.slice(1)}-1`
    renameSync(join(folder, kept), join(folder, elsewhere))
    await failAfter(server, 25_000)
    expect(ranges(server).at(-1)).toBe('bytes=0-99999')
    renameSync(join(folder, kept), join(folder, `${kept}.${pid}-${start}-${machine}-1`))
    await download(server)
    expect(ranges(server).at(-1)).toMatch(/^bytes=[12]0000-99999$/)
    expect(readdirSync(folder).toSorted()).toEqual([elsewhere, 'o.bin'])
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
  })
})

describe.each([false, true])('a destination that cannot be, with resume %s', (resume) => {
  test('a symbolic link, which would be replaced', async () => {
    await using server = await startObjectServer({ o: content })
    writeFileSync(join(folder, 'real'), 'real')
    symlinkSync('real', path)
    const error = await failureOf(download(server, {}, { resume }))
    expect(error).toMatchObject({ _tag: 'LocalFile', localPath: path })
    expect(isAisError(error) && error.message).toMatch(/symbolic link/)
    expect(readlinkSync(path)).toBe('real')
    expect(readFileSync(path, 'utf8')).toBe('real')
    rmSync(path)
    symlinkSync('nowhere', path)
    expect(await tagOf(download(server, {}, { resume }))).toBe('LocalFile')
  })

  test('a file that is not to be replaced; one that comes meanwhile is not either', async () => {
    await using server = await startObjectServer({ o: content })
    expect(await download(server, {}, { resume, exclusive: true })).toBe(content.length)
    rmSync(path)
    server.behaviour.beforeGet = () => writeFileSync(path, 'mine')
    expect(await failureOf(download(server, {}, { resume, exclusive: true }))).toMatchObject({
      _tag: 'LocalFile',
      code: 'EEXIST',
    })
    server.behaviour.beforeGet = () => {}
    const before = server.requests.filter(({ method }) => method === 'GET').length
    expect(await failureOf(download(server, {}, { resume, exclusive: true }))).toMatchObject({ code: 'EEXIST' })
    expect(server.requests.filter(({ method }) => method === 'GET')).toHaveLength(before)
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(readdirSync(folder)).toEqual(['o.bin'])
    await download(server, {}, { resume })
    expect(new Uint8Array(readFileSync(path))).toEqual(content)
  })

  test('no folder, a folder, a device, a name that is too long', async () => {
    await using server = await startObjectServer({ o: content })
    const to = (where: string): Promise<string> =>
      tagOf(new AisObject(server.bucket(), 'o').get().toFile(where, { resume }))
    mkdirSync(path)
    expect(await to(path)).toBe('LocalFile')
    expect(await to(join(folder, 'none', 'o'))).toBe('LocalFile')
    expect(await to('/dev/null')).toBe('LocalFile')
    expect(existsSync('/dev/null')).toBe(true)
    expect(await to(join(folder, 'x'.repeat(300)))).toBe('LocalFile')
    expect(readdirSync(folder)).toEqual(['o.bin'])
  })

  test('names of any length that a file may have', async () => {
    await using server = await startObjectServer({ o: content })
    for (const name of ['日'.repeat(85), 'ü'.repeat(127), 'x'.repeat(255)]) {
      path = join(folder, name)
      await download(server, {}, { resume })
    }
    expect(readdirSync(folder)).toHaveLength(3)
  })
})
