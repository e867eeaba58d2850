import { UnreachableError } from '@ais/core'
import { describe, expect, test } from 'vitest'
import { AisObject, ObjectFile, ObjectFileReader, type ObjectFileOptions } from '../src/index.js'
import { failureOf, tagOf } from './support/failure.js'
import { startObjectServer, type ObjectServer } from './support/object-server.js'

const content = 'chunk1chunk2chunk3chunk4'
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const context = { operation: 'objects.get', subject: 'ais://b/o' }

/** A file over pieces of six bytes, without a server. */
const fileOf = (log: string[] = [], options?: ObjectFileOptions, breakAfter = Infinity): ObjectFile => {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    log.push('opened')
    try {
      for (let start = 0; start < content.length; start += 6) {
        if (start >= breakAfter) throw new UnreachableError('cut', context)
        yield new TextEncoder().encode(content.slice(start, start + 6))
      }
    } finally {
      log.push('closed')
    }
  }
  return new ObjectFile({ context, open }, options)
}

describe('reading', () => {
  test('all, then nothing; 0 bytes have no effect; null is all', async () => {
    const log: string[] = []
    const file = fileOf(log)
    expect(await file.read(0)).toHaveLength(0)
    expect(log).toEqual([])
    expect(text(await file.read())).toBe(content)
    expect(await file.read()).toHaveLength(0)
    expect([file.readable(), file.seekable(), file.tell()]).toEqual([true, false, 24])
    expect(text(await fileOf().read(null))).toBe(content)
  })

  test('in parts: left-overs first, the last one short', async () => {
    const file = fileOf()
    const parts: string[] = []
    for (let count = 0; count < 4; count += 1) parts.push(text(await file.read(7)))
    expect(parts).toEqual(['chunk1c', 'hunk2ch', 'unk3chu', 'nk4'])
    expect(file.tell()).toBe(24)
  })

  test('at the same time: reads take turns', async () => {
    const file = fileOf()
    const parts = await Promise.all([file.read(10), file.read(10), file.read(10)])
    expect(parts.map(text)).toEqual(['chunk1chun', 'k2chunk3ch', 'unk4'])
  })
})

describe('a closed file', () => {
  test('frees its content, reads no more, and may be closed again', async () => {
    const log: string[] = []
    const file = fileOf(log)
    await file.read(3)
    await file.close()
    await file.close()
    expect(log).toEqual(['opened', 'closed'])
    expect(file.readable()).toBe(false)
    expect(await tagOf(file.read())).toBe('InvalidInput')
    expect(await tagOf(() => file.tell())).toBe('InvalidInput')
  })

  test('that was never read sends nothing; leaving a block closes', async () => {
    const log: string[] = []
    const file = fileOf(log)
    {
      await using inside = file
      expect(inside.readable()).toBe(true)
    }
    expect([log, file.readable()]).toEqual([[], false])
  })
})

test.each([-1, 1.5, Number.NaN])('maxResume %d is InvalidInput at the first read', async (maxResume) => {
  const log: string[] = []
  expect(await tagOf(fileOf(log, { maxResume }).read())).toBe('InvalidInput')
  expect(log).toEqual([])
})

test.each([-2, 0.5])('size %d is InvalidInput', async (size) => {
  expect(await tagOf(fileOf().read(size))).toBe('InvalidInput')
})

test('an error that is no break comes out as it is, and closes the file', async () => {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(1)
    throw new TypeError('a bug')
  }
  const file = new ObjectFile({ context, open })
  await expect(file.read()).rejects.toThrow(TypeError)
  expect(file.readable()).toBe(false)
})

test('newer SDKs call it ObjectFileReader', () => {
  expect(ObjectFileReader).toBe(ObjectFile)
})

describe('over a server', () => {
  const open = (server: ObjectServer, options?: ObjectFileOptions): ObjectFile =>
    new AisObject(server.bucket(), 'o').get().asFile(options)
  const gets = (server: ObjectServer): readonly (string | undefined)[] =>
    server.requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers.range)

  test('a break is taken up again at the byte, with one HEAD', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 12, taken: 12 })
    await using file = open(server, { maxResume: 1 })
    expect(text(await file.read(12))).toBe('chunk1chunk2')
    server.taken(12)
    expect(text(await file.read())).toBe('chunk3chunk4')
    expect(gets(server)).toEqual([undefined, 'bytes=12-'])
    expect(server.requests.filter(({ method }) => method === 'HEAD')).toHaveLength(1)
  })

  test('without resumes the first break ends it: closed, the cause told, no HEAD', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 12, taken: 12 })
    const file = open(server, { maxResume: 0 })
    await file.read(12)
    server.taken(12)
    const error = await failureOf(file.read())
    expect(error).toMatchObject({ _tag: 'Unreachable', cause: { _tag: 'Unreachable' } })
    expect(error.message).toContain('maxResume 0')
    expect(file.readable()).toBe(false)
    expect(server.requests.filter(({ method }) => method === 'HEAD')).toHaveLength(0)
  })

  test('resumes are counted over the life of the file', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 6, taken: 6 }, { bytes: 6, taken: 12 }, { bytes: 6, taken: 18 })
    const file = open(server, { maxResume: 2 })
    for (const taken of [6, 12, 18]) {
      expect(await file.read(6)).toHaveLength(6)
      server.taken(taken)
    }
    expect(await tagOf(file.read(6))).toBe('Unreachable')
    expect(gets(server)).toEqual([undefined, 'bytes=6-', 'bytes=12-'])
  })

  test('a remote object that left the cluster is read from the start, and nothing is handed out twice', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.isPresent = false
    server.behaviour.cuts.push({ bytes: 12, taken: 10 })
    await using file = open(server)
    const parts = [text(await file.read(10))]
    server.taken(10)
    parts.push(text(await file.read(10)), text(await file.read(10)))
    expect(parts).toEqual(['chunk1chun', 'k2chunk3ch', 'unk4'])
    expect(gets(server)).toEqual([undefined, undefined])
  })

  test('closing ends a read that waits for the server', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 6, taken: Infinity })
    const file = open(server)
    await file.read(6)
    const waiting = tagOf(file.read())
    // Reads take turns: this one has begun once the queue was worked off.
    await new Promise(setImmediate)
    await file.close()
    expect(await waiting).toBe('Aborted')
  })
})
