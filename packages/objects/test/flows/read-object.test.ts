import { concatBytes, connect } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { describe, expect, test } from 'vitest'
import { AisObject, type GetOptions } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'
import { startObjectServer, type ObjectServer } from '../support/object-server.js'

const content = new Uint8Array(200_000).map((_, index) => (index * 7 + (index >> 8)) & 255)
const read = async (server: ObjectServer, options?: GetOptions): Promise<Uint8Array> => {
  const { body } = await new AisObject(server.bucket(), 'o').get(options).raw()
  const pieces: Uint8Array[] = []
  let taken = 0
  for await (const piece of body) {
    pieces.push(piece)
    taken += piece.length
    server.taken(taken)
  }
  return new Uint8Array(concatBytes(pieces))
}
const ranges = (server: ObjectServer): readonly (string | undefined)[] =>
  server.requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers.range)

describe('a read that breaks', () => {
  test('goes on at the exact byte, after asking whether the object is still there', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 70_000, taken: 70_000 }, { bytes: 50_000, taken: 120_000 })
    expect(await read(server)).toEqual(content)
    expect(ranges(server)).toEqual([undefined, 'bytes=70000-', 'bytes=120000-'])
    expect(server.requests.filter(({ method }) => method === 'HEAD')).toHaveLength(2)
  })

  test.each<[string, GetOptions, readonly [number, number], readonly string[]]>([
    [
      'of a range',
      { offsetBytes: 1000, lengthBytes: 50_000 },
      [1000, 51_000],
      ['bytes=1000-50999', 'bytes=21000-50999'],
    ],
    ['of a range to the end', { byteRange: 'bytes=1000-' }, [1000, 200_000], ['bytes=1000-', 'bytes=21000-']],
    ['of the last bytes', { byteRange: 'bytes=-50000' }, [150_000, 200_000], ['bytes=-50000', 'bytes=170000-199999']],
  ])('%s goes on within it', async (_name, options, [start, end], asked) => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 20_000, taken: 20_000 })
    expect(await read(server, options)).toEqual(content.slice(start, end))
    expect(ranges(server)).toEqual(asked)
  })

  test('is an error, not a mixture, when the object changed meanwhile', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 70_000, taken: 70_000 })
    server.behaviour.beforeGet = (count) => {
      if (count === 2) server.objects.set('o', { bytes: content.toReversed(), version: 2, custom: {} })
    }
    expect(await tagOf(read(server))).toBe('ObjectChanged')
  })

  test.each<[string, (server: ObjectServer) => void]>([
    ['ObjectChanged', (server) => void server.objects.set('o', { bytes: new Uint8Array(10), version: 2, custom: {} })],
    ['Api ObjectNotFound', (server) => void server.objects.delete('o')],
  ])('is %s when the object is shorter now, or gone', async (tag, change) => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 70_000, taken: 70_000 })
    const { body } = await new AisObject(server.bucket(), 'o').get().raw()
    let taken = 0
    const drain = async (): Promise<void> => {
      for await (const piece of body) {
        taken += piece.length
        if (taken === 70_000) change(server)
        server.taken(taken)
      }
    }
    expect(await tagOf(drain())).toBe(tag)
    expect(taken).toBe(70_000)
  })

  test('of a remote object that left the cluster starts over and skips what was delivered', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 70_000, taken: 70_000 })
    server.behaviour.isPresent = false
    expect(await read(server)).toEqual(content)
    expect(ranges(server)).toEqual([undefined, undefined])
  })

  test('of an archive member starts over, skips, and holds it to what was delivered', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.getHeaders = {
      'ais-version': undefined,
      'ais-checksum-type': undefined,
      'ais-checksum-value': undefined,
    }
    server.behaviour.cuts.push(
      { bytes: 70_000, taken: 70_000 },
      { bytes: 30_000, taken: 0 },
      { bytes: 90_000, taken: 90_000 },
    )
    expect(await read(server, { archiveConfig: { archpath: 'm' } })).toEqual(content)
    expect(ranges(server)).toEqual([undefined, undefined, undefined, undefined])
  })

  test('of an archive member that changed meanwhile is an error, although nothing tells its version', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.getHeaders = {
      'ais-version': undefined,
      'ais-checksum-type': undefined,
      'ais-checksum-value': undefined,
    }
    server.behaviour.cuts.push({ bytes: 70_000, taken: 70_000 })
    server.behaviour.beforeGet = (count) => {
      if (count === 2) server.objects.set('o', { bytes: content.toReversed(), version: 2, custom: {} })
    }
    expect(await tagOf(read(server, { archiveConfig: { archpath: 'm' } }))).toBe('ObjectChanged')
  })

  test('ends with the error of the last break once its resumes are used up', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push(...Array.from({ length: 6 }, (_, index) => ({ bytes: 1000, taken: 1000 * (index + 1) })))
    expect(await tagOf(read(server))).toBe('Unreachable')
    expect(ranges(server)).toHaveLength(6)
  })

  test('ends at once when the caller gives up', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 1000, taken: 0 })
    const controller = new AbortController()
    server.behaviour.beforeGet = () => controller.abort()
    expect(await tagOf(read(server, { signal: controller.signal }))).toBe('Aborted')
  })
})

describe('content is held to', () => {
  test.each(['xxhash2', 'md5', 'sha256', 'sha512', 'crc32c'] as const)('its %s', async (type) => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.checksumType = type
    expect(await read(server)).toEqual(content)
    server.behaviour.getHeaders = { 'ais-checksum-value': '00ff' }
    const error = await failureOf(read(server))
    expect(error).toMatchObject({ _tag: 'Checksum', checksumType: type, expected: '00ff' })
  })

  test('nothing for buckets without checksums, ranges and unknown types, and says so', async () => {
    await using server = await startObjectServer({ o: content })
    const isVerified = async (options?: GetOptions): Promise<boolean> => {
      const opened = await new AisObject(server.bucket(), 'o').get(options).raw()
      opened.discard()
      return opened.isVerified
    }
    expect(await isVerified()).toBe(true)
    expect(await isVerified({ offsetBytes: 1 })).toBe(false)
    expect(await isVerified({ offsetBytes: 0 })).toBe(true)
    expect(await isVerified({ archiveConfig: { archpath: 'm' } })).toBe(false)
    server.behaviour.getHeaders = { 'ais-checksum-type': 'blake3' }
    expect(await isVerified()).toBe(false)
    server.behaviour.checksumType = 'none'
    server.behaviour.getHeaders = {}
    expect(await isVerified()).toBe(false)
  })

  test('its checksum on every way of reading, at the end', async () => {
    await using server = await startObjectServer({ o: 'text' })
    server.behaviour.getHeaders = { 'ais-checksum-value': '00ff' }
    const reader = new AisObject(server.bucket(), 'o').get()
    const drain = async (pieces: AsyncIterable<unknown>): Promise<void> => {
      for await (const _ of pieces);
    }
    for (const call of [
      () => reader.text(),
      () => reader.json(),
      () => drain(reader),
      () => drain(reader.iterFromPosition(0)),
      async () => drain((await reader.raw()).body),
      () => drain(reader.toNodeStream()),
      () => reader.asFile().read(),
      () => reader.writeTo({ write: () => undefined }),
      () => new Response(reader.toWebStream()).arrayBuffer(),
    ])
      expect(await tagOf(call)).toBe('Checksum')
  })

  test('the range that was asked for and announced, also when it comes in chunks', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.isChunked = true
    expect(await read(server, { lengthBytes: 100 })).toEqual(content.slice(0, 100))
    server.behaviour.getHeaders = { 'content-range': 'bytes 0-199/200000' }
    expect(await tagOf(read(server, { lengthBytes: 100 }))).toBe('Decode')
    server.behaviour.getHeaders = { 'content-range': 'bytes 0-150/200000' }
    expect(await tagOf(read(server, { lengthBytes: 200 }))).toBe('Decode')
    server.behaviour.getHeaders = { 'content-range': 'bytes 0-98/*' }
    expect(await read(server, { lengthBytes: 100 })).toEqual(content.slice(0, 99))
  })
})

const answering = (answer: MemoryAnswer): AisObject => {
  const client = connect({
    endpoint: 'http://ais:1',
    retry: { maxAttempts: 1 },
    transport: memoryTransport(() => answer),
  })
  return new AisObject({ name: 'b', provider: 'ais', client }, 'o')
}

test('a whole where a range was asked for is refused', async () => {
  expect(await tagOf(answering({ status: 200, body: 'all' }).get({ offsetBytes: 1 }).readAll())).toBe('NotSupported')
  expect(await tagOf(answering({ status: 206, body: 'al' }).get({ offsetBytes: 1 }).readAll())).toBe('Decode')
})

test('a stated length that no memory has is an error, not a crash', async () => {
  const headers = { 'content-length': '900000000000000' }
  expect(await tagOf(answering({ status: 200, headers, body: 'x' }).get().readAll())).toBe('NotSupported')
})

test('an answer that is cut without a stated length cannot be told from a whole one, except by its checksum', async () => {
  const headers = { 'ais-checksum-type': 'xxhash2', 'ais-checksum-value': '26c7827d889f6da3' }
  expect(await answering({ status: 200, headers, body: 'hello' }).get().text()).toBe('hello')
  expect(await tagOf(answering({ status: 200, headers, body: 'hell' }).get().text())).toBe('Checksum')
})
