import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { undiciTransport } from '@ais/core/undici'
import { afterAll, describe, expect, test } from 'vitest'
import { AisObject, ObjectReader, type GetOptions } from '../src/index.js'
import { failureOf, tagOf } from './support/failure.js'
import { startObjectServer, type ObjectServer } from './support/object-server.js'

const folder = mkdtempSync(join(tmpdir(), 'ais-get-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const content = new Uint8Array(100_000).map((_, index) => (index * 13 + (index >> 8)) & 255)
const reader = (server: ObjectServer, options?: GetOptions): ObjectReader =>
  new AisObject(server.bucket(), 'o').get(options)
const all = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const list: Uint8Array[] = []
  for await (const piece of pieces) list.push(piece)
  return list
}
const collect = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> =>
  new Uint8Array(Buffer.concat(await all(pieces)))
const gets = (server: ObjectServer): number => server.requests.filter(({ method }) => method === 'GET').length

test('nothing is sent before content is asked for; each way of reading is a GET of its own', async () => {
  await using server = await startObjectServer({ o: '{"a":1}' })
  const it = reader(server)
  expect(server.questions).toHaveLength(0)
  expect(await (await it).text()).toBe('{"a":1}')
  expect(await it.json()).toEqual({ a: 1 })
  expect(await collect(it)).toHaveLength(7)
  expect(await collect(it)).toHaveLength(7)
  expect(gets(server)).toBe(4)
})

test('attributes come with the content; without any they are asked for once', async () => {
  await using server = await startObjectServer({ o: 'abc' })
  const it = reader(server)
  expect((await it.attributes()).size).toBe(3)
  expect((await it.attributes()).objVersion).toBe('1')
  expect(server.requests).toHaveLength(1)
  const other = reader(server)
  await other.readAll()
  expect((await other.attributes()).checksumType).toBe('xxhash2')
  expect(server.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
  await other.head()
  expect(server.requests).toHaveLength(3)
})

test('chunks have the size that was asked for, but the last', async () => {
  await using server = await startObjectServer({ o: content })
  const sizes = async (chunkSize: number): Promise<number[]> => {
    const chunks = await all(reader(server, { chunkSize }))
    expect(new Uint8Array(Buffer.concat(chunks))).toEqual(content)
    return chunks.map(({ length }) => length)
  }
  expect(await sizes(32_768)).toEqual([32_768, 32_768, 32_768, 1696])
  expect(await sizes(70_000)).toEqual([70_000, 30_000])
  expect((await sizes(999)).slice(-2)).toEqual([999, 100])
  expect(await tagOf(sizes(0))).toBe('InvalidInput')
  expect(await tagOf(sizes(1.5))).toBe('InvalidInput')
})

test('pieces come as they arrive when no size is asked for', async () => {
  await using server = await startObjectServer({ o: content })
  server.behaviour.cuts.push({ bytes: 10, taken: Infinity })
  for await (const piece of reader(server)) {
    expect(piece).toHaveLength(10)
    break
  }
  server.behaviour.cuts.length = 0
  const whole = await all(reader(server))
  expect(whole.every(({ length }) => length > 0)).toBe(true)
  expect(new Uint8Array(Buffer.concat(whole))).toEqual(content)
})

test('small content that came damaged is not given, piece by piece neither', async () => {
  await using server = await startObjectServer({ o: 'damaged' })
  server.behaviour.getHeaders = { 'ais-checksum-value': '00ff' }
  await using connection = server.connect({ transport: undiciTransport() })
  const { body, isVerified } = await new AisObject(server.bucket(connection), 'o').get().raw()
  expect(isVerified).toBe(true)
  expect(await tagOf(body.next())).toBe('Checksum')
  expect((await body.next()).done).toBe(true)
})

test('iterating from a position', async () => {
  await using server = await startObjectServer({ o: content })
  const from = (start: number, options?: GetOptions): Promise<Uint8Array> =>
    collect(reader(server, options).iterFromPosition(start))
  expect(await from(0)).toEqual(content)
  expect(await from(60_000)).toEqual(content.slice(60_000))
  expect(await from(100_000)).toHaveLength(0)
  expect(await tagOf(from(100_001))).toBe('Api RangeNotSatisfiable')
  expect(await tagOf(from(-1))).toBe('InvalidInput')
  expect(await from(10, { offsetBytes: 100, lengthBytes: 50 })).toEqual(content.slice(110, 150))
  expect(await from(50, { offsetBytes: 100, lengthBytes: 50 })).toHaveLength(0)
  expect(await from(10, { byteRange: 'bytes=-100' })).toEqual(content.slice(-90))
  expect(await from(10, { archiveConfig: { archpath: 'm' } })).toEqual(content.slice(10))
})

test('streams of the web and of Node', async () => {
  await using server = await startObjectServer({ o: content })
  const web = reader(server).toWebStream()
  expect(server.questions).toHaveLength(0)
  expect(new Uint8Array(await new Response(web).arrayBuffer())).toEqual(content)
  const path = join(folder, 'piped')
  await pipeline(reader(server).toNodeStream(), createWriteStream(path))
  expect(new Uint8Array(readFileSync(path))).toEqual(content)
})

test('a stream that is given up ends its connection, also one that was never read', async () => {
  await using server = await startObjectServer({ o: content })
  server.behaviour.cuts.push({ bytes: 10, taken: Infinity }, { bytes: 10, taken: Infinity })
  const web = reader(server).toWebStream().getReader()
  expect((await web.read()).value).toHaveLength(10)
  const waiting = web.read()
  await web.cancel()
  expect((await waiting).done).toBe(true)
  const node = reader(server).toNodeStream()
  for await (const _ of node) break
  const raw = await reader(server).raw()
  raw.discard()
  await (await reader(server).raw()).body.return(undefined)
})

describe('an iterator', () => {
  test('that is ended before it was asked sends nothing, and gives nothing', async () => {
    await using server = await startObjectServer({ o: content })
    const pieces = reader(server)[Symbol.asyncIterator]()
    expect(await pieces.return(undefined)).toEqual({ done: true, value: undefined })
    expect((await pieces.next()).done).toBe(true)
    const thrown = reader(server)[Symbol.asyncIterator]()
    await expect(thrown.throw(new Error('mine'))).rejects.toThrow('mine')
    expect((await thrown.next()).done).toBe(true)
    expect(server.questions).toHaveLength(0)
  })

  test('that is asked several times at once gives its chunks in order', async () => {
    await using server = await startObjectServer({ o: content })
    const pieces = reader(server, { chunkSize: 40_000 })[Symbol.asyncIterator]()
    const asked = await Promise.all([pieces.next(), pieces.next(), pieces.next(), pieces.next()])
    const chunks = asked.flatMap((step) => (step.done === true ? [] : [step.value]))
    expect(new Uint8Array(Buffer.concat(chunks))).toEqual(content)
    expect(asked.map(({ done }) => done)).toEqual([false, false, false, true])
    expect(gets(server)).toBe(1)
  })

  test('that fails says so once, and is over', async () => {
    await using server = await startObjectServer()
    const pieces = reader(server)[Symbol.asyncIterator]()
    const [first, second] = [tagOf(pieces.next()), pieces.next()]
    expect(await first).toBe('Api ObjectNotFound')
    expect((await second).done).toBe(true)
    expect((await pieces.next()).done).toBe(true)
    expect((await pieces.return(undefined)).done).toBe(true)
    expect(gets(server)).toBe(1)
  })

  test('that is ended while it waits for the server does not wait', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 0, taken: Infinity })
    const pieces = reader(server)[Symbol.asyncIterator]()
    const waiting = tagOf(pieces.next())
    expect((await pieces.return(undefined)).done).toBe(true)
    expect(await waiting).toBe('Aborted')
    expect((await pieces.next()).done).toBe(true)
  })
})

test('the signal of the call ends a read in the middle', async () => {
  await using server = await startObjectServer({ o: content })
  server.behaviour.cuts.push({ bytes: 40_000, taken: Infinity })
  const controller = new AbortController()
  const pieces = reader(server, { signal: controller.signal, chunkSize: 32_768 })[Symbol.asyncIterator]()
  expect((await pieces.next()).value).toHaveLength(32_768)
  const waiting = tagOf(pieces.next())
  controller.abort()
  expect(await waiting).toBe('Aborted')
})

test('a time limit is one for all of a read, its resumes among it', async () => {
  await using server = await startObjectServer({ o: content })
  server.behaviour.cuts.push({ bytes: 10, taken: Infinity })
  const error = await failureOf(reader(server, { timeoutMs: 300 }).readAll())
  expect(error).toMatchObject({ _tag: 'Timeout', phase: 'total' })
})

test('to a file: complete and checked, or what was there stays', async () => {
  await using server = await startObjectServer({ o: content })
  const path = join(folder, 'down', 'o.bin')
  const nowhere = await failureOf(reader(server).toFile(path))
  expect(nowhere).toMatchObject({ _tag: 'LocalFile', code: 'ENOENT' })
  expect(nowhere.message).toContain(`there is no folder ${join(folder, 'down')}`)
  const file = join(folder, 'o.bin')
  writeFileSync(file, 'before')
  server.behaviour.getHeaders = { 'ais-checksum-value': '00ff' }
  expect(await tagOf(reader(server).toFile(file))).toBe('Checksum')
  expect(readFileSync(file, 'utf8')).toBe('before')
  server.behaviour.getHeaders = {}
  expect(await reader(server).toFile(file)).toBe(content.length)
  expect(new Uint8Array(readFileSync(file))).toEqual(content)
  expect(await tagOf(reader(server).toFile(folder))).toBe('LocalFile')
  expect(await tagOf(reader(server).toFile(''))).toBe('InvalidInput')
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a missing object leaves no file', async () => {
  await using server = await startObjectServer()
  const file = join(folder, 'none.bin')
  expect(await tagOf(reader(server).toFile(file))).toBe('Api ObjectNotFound')
  expect(existsSync(file)).toBe(false)
})

test('to a writer of any kind, which stays open', async () => {
  await using server = await startObjectServer({ o: content })
  const pieces: Uint8Array[] = []
  const take = (piece: Uint8Array): void => void pieces.push(piece)
  const taken = (): Uint8Array => new Uint8Array(Buffer.concat(pieces.splice(0)))
  const node = new Writable({
    highWaterMark: 1,
    write: (piece: Uint8Array, _, done) => (take(piece), setImmediate(done)),
  })
  const web = new WritableStream<Uint8Array>({ write: take })
  for (const writer of [node, web, { write: take }]) {
    const back = await new AisObject(server.bucket(), 'o').get({ writer })
    expect(back).toBeInstanceOf(ObjectReader)
    expect(taken()).toEqual(content)
  }
  expect(node.writableEnded).toBe(false)
  expect(web.locked).toBe(false)
  const path = join(folder, 'handle')
  const file = await open(path, 'w')
  await reader(server).writeTo(file)
  await file.close()
  expect(new Uint8Array(readFileSync(path))).toEqual(content)
})

test('a writer that fails is told, and ends the read', async () => {
  await using server = await startObjectServer({ o: content })
  const failing = new Writable({ write: (_piece, _encoding, done) => done(new Error('full')) })
  failing.on('error', () => {})
  const locked = new WritableStream<Uint8Array>()
  locked.getWriter()
  const throwing = {
    write: (): never => {
      throw new Error('full')
    },
  }
  for (const writer of [failing, locked, throwing]) {
    const error = await failureOf(new AisObject(server.bucket(), 'o').get({ writer }))
    expect(error).toMatchObject({ _tag: 'InvalidInput', field: 'writer' })
  }
})

test('text that is no JSON is a decode error', async () => {
  await using server = await startObjectServer({ o: '{"a":' })
  expect(await tagOf(reader(server).json())).toBe('Decode')
})
