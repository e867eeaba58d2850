import { mkdtempSync, rmSync, writeFileSync, createReadStream, appendFileSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { AisObject, type Content } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'
import { startObjectServer, type ObjectServer } from '../support/object-server.js'

const folder = mkdtempSync(join(tmpdir(), 'ais-put-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const content = new Uint8Array(300_000).map((_, index) => (index * 11 + (index >> 8)) & 255)
const file = join(folder, 'content.bin')
writeFileSync(file, content)
const object = (server: ObjectServer, name = 'o'): AisObject => new AisObject(server.bucket(), name)
const pieces = async function* (...parts: (Uint8Array | string)[]): AsyncGenerator<Uint8Array | string> {
  yield* parts
}
const stored = (server: ObjectServer): Uint8Array => new Uint8Array(server.objects.get('o')?.bytes ?? [255])
const sentToTarget = (server: ObjectServer): number => server.requests.length

const bodies: readonly [string, () => Content][] = [
  ['bytes', () => content],
  ['an ArrayBuffer', () => content.slice().buffer],
  ['a Blob', () => new Blob([content])],
  ['a path', () => ({ path: file })],
  ['a Node stream', () => createReadStream(file)],
  ['a web stream', () => new Blob([content]).stream()],
  ['the body of a Response', () => new Response(content).body ?? ''],
  ['an async generator', () => pieces(content.subarray(0, 7), content.subarray(7))],
  ['a collection', () => [content.subarray(0, 100_000), content.subarray(100_000)]],
  ['a function that opens a stream', () => () => createReadStream(file)],
  [
    'single bytes',
    () =>
      (function* () {
        for (let index = 0; index < content.length; index += 1) yield content.subarray(index, index + 1)
      })(),
  ],
]

describe('content to store', () => {
  test.each(bodies)('%s', async (_name, make) => {
    await using server = await startObjectServer()
    const result = await object(server).putContent(make())
    expect(stored(server)).toEqual(content)
    expect(result).toMatchObject({ sizeBytes: content.length, verified: true })
    expect(result.attributes.objVersion).toBe('1')
    expect(server.questions[0]?.body).toHaveLength(0)
  })

  test('text is UTF-8; no content is an empty object', async () => {
    await using server = await startObjectServer()
    await object(server).putContent('ü日')
    expect(stored(server)).toEqual(new TextEncoder().encode('ü日'))
    for (const nothing of ['', [], pieces(), new Blob([])]) {
      const { sizeBytes, verified } = await object(server).putContent(nothing)
      expect([sizeBytes, verified, stored(server).length]).toEqual([0, true, 0])
    }
  })

  test('a stream of unknown length is chunked, of known length it says so', async () => {
    await using server = await startObjectServer()
    await object(server).putContent(pieces('abc'))
    expect(server.requests[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' })
    await object(server).putContent(pieces('abc'), { sizeBytes: 3 })
    expect(server.requests[1]?.headers).toMatchObject({ 'content-length': '3' })
  })

  test.each<[string, () => Content, number]>([
    ['shorter bytes', () => 'ab', 3],
    ['a shorter stream', () => pieces('ab'), 3],
    ['a longer stream', () => pieces('ab', 'cd'), 3],
    ['a longer file', () => ({ path: file }), 3],
    ['a shorter Blob', () => new Blob(['ab']), 3],
    ['a negative length', () => 'ab', -2],
    ['a fraction', () => 'ab', 1.5],
  ])('%s than stated is InvalidInput and nothing is stored', async (_name, make, sizeBytes) => {
    await using server = await startObjectServer()
    expect(await tagOf(object(server).putContent(make(), { sizeBytes }))).toBe('InvalidInput')
    expect(server.objects.size).toBe(0)
  })

  test('what was read, locked, destroyed or sent before is refused before anything is sent', async () => {
    await using server = await startObjectServer()
    const node = createReadStream(file)
    for await (const _ of node);
    const response = new Response('abc')
    await response.text()
    const locked = new Blob(['abc']).stream()
    locked.getReader()
    const destroyed = Readable.from(['a'])
    destroyed.destroy()
    for (const used of [node, response.body ?? '', locked, destroyed])
      expect(await tagOf(object(server).putContent(used))).toBe('InvalidInput')
    expect(server.questions).toHaveLength(0)
    const once = pieces('abc')
    await object(server).putContent(once)
    expect(await tagOf(object(server).putContent(once))).toBe('InvalidInput')
    expect(stored(server)).toEqual(new TextEncoder().encode('abc'))
  })

  test.each([42, null, undefined, {}, Symbol('x')])('%s is no content', async (value) => {
    await using server = await startObjectServer()
    expect(await tagOf(object(server).putContent(value as unknown as Content))).toBe('InvalidInput')
    expect(await tagOf(object(server).putContent(pieces(value as unknown as string)))).toBe('InvalidInput')
    expect(server.objects.size).toBe(0)
  })

  test('a stream that fails is told as such, and the call is not tried again', async () => {
    await using server = await startObjectServer()
    const failing = async function* (): AsyncGenerator<string> {
      yield 'abc'
      throw new Error('disk on fire')
    }
    expect((await failureOf(object(server).putContent(failing()))).message).toContain('disk on fire')
    expect(server.objects.size).toBe(0)
  })
})

describe('checksums', () => {
  test('of bytes in memory goes along; damage on the way is refused by the server', async () => {
    await using server = await startObjectServer()
    await object(server).putContent('hello')
    expect(server.requests[0]?.headers).toMatchObject({
      'ais-checksum-type': 'xxhash2',
      'ais-checksum-value': '26c7827d889f6da3',
    })
    server.behaviour.damage = (bytes) => bytes.map((byte) => byte ^ 1)
    expect(await tagOf(object(server).putContent('hello!'))).toBe('Api ChecksumMismatch')
  })

  test('of a stream is compared with the answer: a difference says that the object is stored wrong', async () => {
    await using server = await startObjectServer()
    server.behaviour.damage = (bytes) => bytes.map((byte) => byte ^ 1)
    const error = await failureOf(object(server).putContent(pieces('hello')))
    expect(error).toMatchObject({ _tag: 'Checksum', checksumType: 'xxhash2', expected: '26c7827d889f6da3' })
    expect(error.message).toContain('stored wrong')
  })

  test('in buckets of another type, bytes are held to it, streams are told as unverified', async () => {
    await using server = await startObjectServer()
    server.behaviour.checksumType = 'md5'
    expect((await object(server).putContent('hello')).verified).toBe(true)
    expect((await object(server).putContent(pieces('hello'))).verified).toBe(false)
    server.behaviour.checksumType = 'none'
    expect((await object(server).putContent('hello')).verified).toBe(false)
  })
})

test('a small file is sent as bytes are: its checksum goes along, of whatever type the bucket has, and again as it was', async () => {
  await using server = await startObjectServer()
  const path = join(folder, 'small')
  writeFileSync(path, 'hello')
  server.behaviour.checksumType = 'md5'
  server.behaviour.lostPuts = 1
  expect(await object(server).putFile(path)).toMatchObject({ sizeBytes: 5, verified: true })
  expect(server.requests.map(({ headers }) => headers['ais-checksum-value'])).toEqual([
    '26c7827d889f6da3',
    '26c7827d889f6da3',
  ])
  server.behaviour.damage = (bytes) => bytes.map((byte) => byte ^ 1)
  expect(await tagOf(object(server).putFile(path))).toBe('Api ChecksumMismatch')
})

test('an answer without attributes means, for bytes, that the object had this content; for streams it proves nothing', async () => {
  const client = connect({
    endpoint: 'http://ais:1',
    transport: memoryTransport(({ url }) =>
      url.includes('pid=') ? { status: 200 } : { status: 307, headers: { location: `${url}&pid=p1` } },
    ),
  })
  const same = new AisObject({ name: 'b', provider: 'ais', client }, 'o')
  expect(await same.putContent('hello')).toMatchObject({ sizeBytes: 5, verified: true, attributes: { objVersion: '' } })
  expect(await same.putContent(() => pieces('hello'))).toMatchObject({ verified: false })
})

describe('files', () => {
  test.each([
    ['a missing file', join(folder, 'none'), 'ENOENT'],
    ['a directory', folder, undefined],
    ['a path through a file', join(file, 'x'), 'ENOTDIR'],
  ])('%s is LocalFile before anything is sent', async (_name, path, code) => {
    await using server = await startObjectServer()
    expect(await failureOf(object(server).putFile(path))).toMatchObject({ _tag: 'LocalFile', localPath: path, code })
    expect(server.questions).toHaveLength(0)
  })

  test.each<[string, (path: string) => void]>([
    ['grows', (path) => appendFileSync(path, 'more')],
    ['shrinks', (path) => truncateSync(path, 10)],
    ['is written to', (path) => writeFileSync(path, content.toReversed())],
  ])('one that %s while it is sent is LocalFile', async (_name, change) => {
    await using server = await startObjectServer()
    const path = join(folder, 'changing.bin')
    writeFileSync(path, content)
    const { questions } = server
    // The question is answered before the file is opened: the change falls between.
    const push = questions.push.bind(questions)
    questions.push = (...seen) => {
      change(path)
      return push(...seen)
    }
    expect(await tagOf(object(server).putFile(path))).toBe('LocalFile')
    expect(server.objects.size).toBe(0)
  })

  test('an empty one is an empty object', async () => {
    await using server = await startObjectServer()
    const path = join(folder, 'empty')
    writeFileSync(path, '')
    expect(await object(server).putFile(path)).toMatchObject({ sizeBytes: 0, verified: true })
  })
})

describe('a connection that is lost while content is sent', () => {
  test.each<[string, () => Content]>([
    ['bytes', () => content],
    ['a path', () => ({ path: file })],
    ['a Blob', () => new Blob([content])],
    ['a function', () => () => createReadStream(file)],
  ])('is tried again with %s, from their start', async (_name, make) => {
    await using server = await startObjectServer()
    server.behaviour.lostPuts = 1
    expect(await object(server).putContent(make())).toMatchObject({ verified: true, sizeBytes: content.length })
    expect(stored(server)).toEqual(content)
    expect(sentToTarget(server)).toBe(2)
  })

  test('is NotReplayable with a stream, which has given its bytes away', async () => {
    await using server = await startObjectServer()
    server.behaviour.lostPuts = 1
    expect(await tagOf(object(server).putContent(createReadStream(file)))).toBe('NotReplayable')
    expect(server.objects.size).toBe(0)
  })

  test('is not tried again with an append, which could then be there twice', async () => {
    await using server = await startObjectServer()
    const lost = server.connect({ retry: { maxAttempts: 5, baseDelayMs: 1 } })
    server.objects.set('o', { bytes: content, version: 1, custom: {} })
    const push = server.requests.push.bind(server.requests)
    server.requests.push = (...seen) => {
      push(...seen)
      throw new Error('lost')
    }
    expect(await tagOf(new AisObject(server.bucket(lost), 'o').appendContent('x'))).toBe('OutcomeUnknown')
    expect(sentToTarget(server)).toBe(1)
  })
})

test('the signal of the call ends it also while the content itself stands still', async () => {
  await using server = await startObjectServer()
  const controller = new AbortController()
  const standing = async function* (): AsyncGenerator<string> {
    yield 'abc'
    controller.abort()
    await new Promise(() => {})
  }
  expect(await tagOf(object(server).putContent(standing(), { signal: controller.signal }))).toBe('Aborted')
  expect(server.objects.size).toBe(0)
})

test('a wrong name is told before the content is touched', async () => {
  await using server = await startObjectServer()
  const stream = pieces('abc')
  expect(await tagOf(object(server, '../x').putContent(stream))).toBe('InvalidInput')
  await object(server).putContent(stream)
  expect(sentToTarget(server)).toBe(1)
})
