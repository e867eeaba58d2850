import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, TransportFault, type Connection } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { describe, expect, test } from 'vitest'
import { AisObject, type GetOptions } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'

interface Asked {
  readonly method: string
  readonly range: string | undefined
  readonly blob: string | undefined
  readonly query: string
}

/** An object whose GETs are answered in turn, HEADs with `present`; without sockets. */
const scripted = (gets: readonly MemoryAnswer[], present = 'true') => {
  const asked: Asked[] = []
  const left = [...gets]
  const client = connect({
    endpoint: 'http://ais:1',
    retry: { maxAttempts: 1 },
    transport: memoryTransport(({ method, url, headers }) => {
      const { range, 'ais-blob-download': blob } = headers
      asked.push({ method, range, blob, query: new URL(url).search })
      return method === 'HEAD'
        ? { status: 200, headers: { 'ais-present': present } }
        : (left.shift() ?? { status: 500 })
    }),
  })
  return { object: new AisObject({ name: 'b', provider: 'ais', client }, 'o'), asked }
}

const whole = '0123456789'

/** The part of the whole that a `Content-Range` announces, with it. */
const part = (contentRange: string | undefined): MemoryAnswer => {
  const [, start = '0', end = '9'] = /(\d+)-(\d+)/.exec(contentRange ?? '') ?? []
  return {
    status: 206,
    headers: contentRange === undefined ? {} : { 'content-range': contentRange },
    body: whole.slice(Number(start), Number(end) + 1),
  }
}

/** Content that breaks after this much of it. */
const breaking = (headers: Readonly<Record<string, string>>, text: string, status = 200): MemoryAnswer => ({
  status,
  headers,
  body: (async function* () {
    if (text !== '') yield new TextEncoder().encode(text)
    throw new TransportFault('reset', 'cut', true)
  })(),
})

describe('the part of an object that is asked for', () => {
  test.each([
    ['bytes=2-5', 'bytes 2-5/10', '2345'],
    ['bytes=2-5', 'bytes 2-5/*', '2345'],
    ['bytes=2-5', 'bytes 2-4/*', '234'],
    ['bytes=2-5', 'bytes 2-4/5', '234'],
    ['bytes=2-5', 'bytes 2-5/6', '2345'],
    ['bytes=2-', 'bytes 2-9/10', '23456789'],
    ['bytes=2-', 'bytes 2-9/*', '23456789'],
    ['bytes=-3', 'bytes 7-9/10', '789'],
    ['bytes=-30', 'bytes 0-9/10', whole],
    ['bytes=-3', 'bytes 7-9/*', '789'],
    ['bytes=-3', 'bytes 8-9/*', '89'],
  ])('%s is what %j holds', async (byteRange, contentRange, text) => {
    expect(
      await scripted([part(contentRange)])
        .object.get({ byteRange })
        .text(),
    ).toBe(text)
  })

  test.each([
    ['bytes=2-5', 'bytes 1-5/10'],
    ['bytes=2-5', 'bytes 3-5/10'],
    ['bytes=2-5', 'bytes 2-4/10'],
    ['bytes=2-5', 'bytes 2-4/6'],
    ['bytes=2-5', 'bytes 2-6/10'],
    ['bytes=2-5', 'bytes 2-6/*'],
    ['bytes=2-5', 'bytes 1-4/*'],
    ['bytes=2-5', 'bytes 3-5/*'],
    ['bytes=2-', 'bytes 2-8/10'],
    ['bytes=2-', 'bytes 3-9/10'],
    ['bytes=2-', 'bytes 3-9/*'],
    ['bytes=-3', 'bytes 6-9/10'],
    ['bytes=-3', 'bytes 8-9/10'],
    ['bytes=-3', 'bytes 7-8/10'],
    ['bytes=-3', 'bytes 6-9/*'],
    ['bytes=-30', 'bytes 1-9/10'],
    ['bytes=2-5', 'items 2-5/10'],
    ['bytes=2-5', undefined],
  ])('%s is not what %j holds', async (byteRange, contentRange) => {
    const error = await failureOf(
      scripted([part(contentRange)])
        .object.get({ byteRange })
        .readAll(),
    )
    expect(error).toMatchObject({ _tag: 'Decode', path: 'Content-Range', context: { node: 'http://ais:1' } })
    expect(error.message).toBe(
      'objects.get: the answer at Content-Range is missing or not the range that was asked for',
    )
  })

  test('is all of it where no range was asked for, also when that is answered as a part', async () => {
    expect(
      await scripted([part('bytes 0-9/10')])
        .object.get()
        .text(),
    ).toBe(whole)
    for (const contentRange of ['bytes 1-9/10', 'bytes 0-8/10', undefined])
      expect(
        await tagOf(
          scripted([part(contentRange)])
            .object.get()
            .readAll(),
        ),
      ).toBe('Decode')
  })

  test('cannot be a whole, and the error tells who drops the header', async () => {
    const { object } = scripted([{ status: 200, body: whole }])
    const error = await failureOf(object.get({ offsetBytes: 0 }).readAll())
    expect(error).toMatchObject({ _tag: 'NotSupported', context: { operation: 'objects.get', subject: 'ais://b/o' } })
    expect(error.message).toBe(
      'objects.get ais://b/o: asked for a range, http://ais:1 answered 200 with the whole; something between here and AIStore drops the Range header',
    )
  })
})

describe('the encoding of content', () => {
  test.each(['', 'identity'])('may be %j', async (encoding) => {
    const { object } = scripted([{ status: 200, headers: { 'content-encoding': encoding }, body: whole }])
    expect(await object.get().text()).toBe(whole)
  })

  test('is told in the error, up to 20 characters of it', async () => {
    const encoding = 'zstd, br, gzip, deflate, compress'
    const { object } = scripted([{ status: 200, headers: { 'content-encoding': encoding }, body: whole }])
    const error = await failureOf(object.get().readAll())
    expect(error).toMatchObject({
      _tag: 'Decode',
      path: 'Content-Encoding',
      context: { operation: 'objects.get', subject: 'ais://b/o', node: 'http://ais:1' },
    })
    expect(error.message).toBe(
      'objects.get: the answer at Content-Encoding is zstd, br, gzip, defl, which was not asked for and AIStore does not do: something between here and AIStore changes content',
    )
  })
})

/** Asks a server that begins a content and never ends it; waits until it has been hung up on. */
const refused = async (
  status: number,
  headers: Readonly<Record<string, string>>,
  options: GetOptions = {},
): Promise<string> => {
  const gone = Promise.withResolvers<void>()
  const server = createServer((_, response) => {
    response.on('close', gone.resolve)
    response.writeHead(status, { 'content-length': '400000', ...headers }).write(Buffer.alloc(200_000))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client: Connection = connect({ endpoint, retry: { maxAttempts: 1 } })
  const forgotten: unknown[] = []
  const onUnread = (event: unknown): void => void forgotten.push(event)
  subscribe('ais:unread', onUnread)
  try {
    const tag = await tagOf(new AisObject({ name: 'b', provider: 'ais', client }, 'o').get(options).raw())
    await gone.promise
    // Hung up on by who refused it, not by what collects answers that nobody read.
    expect(forgotten).toEqual([])
    return tag
  } finally {
    unsubscribe('ais:unread', onUnread)
    await client.close()
    await new Promise((resolve) => server.close(resolve))
  }
}

test.each<[string, number, Readonly<Record<string, string>>, GetOptions]>([
  ['Decode', 200, { 'content-encoding': 'gzip' }, {}],
  ['NotSupported', 200, {}, { byteRange: 'bytes=2-5' }],
  ['Decode', 206, { 'content-range': 'bytes 3-400002/400003' }, { byteRange: 'bytes=2-' }],
])('what is refused as %s is not read: the connection is given up', async (tag, status, headers, options) => {
  expect(await refused(status, headers, options)).toBe(tag)
})

test.each<[string, MemoryAnswer, GetOptions, number | undefined]>([
  ['a length', { status: 200, headers: { 'content-length': '10' }, body: whole }, {}, 10],
  ['no length', { status: 200, body: whole }, {}, undefined],
  ['a length that is none', { status: 200, headers: { 'content-length': '1e1' }, body: whole }, {}, undefined],
  ['a part', part('bytes 2-5/10'), { byteRange: 'bytes=2-5' }, 4],
  ['a part of an unknown whole', part('bytes 2-5/*'), { byteRange: 'bytes=2-5' }, 4],
])('sizeBytes tells what is announced: %s', async (_, answer, options, sizeBytes) => {
  const opened = await scripted([answer]).object.get(options).raw()
  opened.discard()
  expect(opened.sizeBytes).toBe(sizeBytes)
})

describe('a read that broke', () => {
  const length = { 'content-length': '10' }
  const get = (range?: string, blob?: string): Partial<Asked> => ({ method: 'GET', range, blob })

  test('before its first byte asks for all of it again, not for a range', async () => {
    const { object, asked } = scripted([breaking(length, ''), { status: 200, headers: length, body: whole }])
    expect(await object.get().text()).toBe(whole)
    expect(asked).toMatchObject([get(), { method: 'HEAD' }, get()])
  })

  test('of a range before its first byte asks for that range again', async () => {
    const first = breaking({ 'content-range': 'bytes 2-5/10' }, '', 206)
    const { object, asked } = scripted([first, part('bytes 2-5/10')])
    expect(await object.get({ offsetBytes: 2, lengthBytes: 4 }).text()).toBe('2345')
    expect(asked).toMatchObject([get('bytes=2-5'), { method: 'HEAD' }, get('bytes=2-5')])
  })

  test('of the last bytes goes on where their place is', async () => {
    const first = breaking({ 'content-range': 'bytes 6-9/10' }, '6', 206)
    const { object, asked } = scripted([first, part('bytes 7-9/10')])
    expect(await object.get({ byteRange: 'bytes=-4' }).text()).toBe('6789')
    expect(asked).toMatchObject([get('bytes=-4'), { method: 'HEAD' }, get('bytes=7-9')])
  })

  test('of an object to be downloaded in pieces asks for its rest without that, which no range can have', async () => {
    const { object, asked } = scripted([breaking(length, '012'), part('bytes 3-9/10')])
    expect(await object.get({ blobDownloadConfig: {} }).text()).toBe(whole)
    expect(asked).toMatchObject([get(undefined, 'true'), { method: 'HEAD' }, get('bytes=3-', undefined)])
  })

  test('and whose object left the cluster is as before, from the start', async () => {
    const again = { status: 200, headers: length, body: whole }
    const { object, asked } = scripted([breaking(length, '012'), again], 'false')
    expect(await object.get({ blobDownloadConfig: {} }).text()).toBe(whole)
    expect(asked).toMatchObject([get(undefined, 'true'), { method: 'HEAD' }, get(undefined, 'true')])
  })

  test('of a range, and whose object left the cluster, is a range again', async () => {
    const first = breaking({ 'content-range': 'bytes 2-5/10' }, '23', 206)
    const { object, asked } = scripted([first, part('bytes 4-5/10')], 'false')
    expect(await object.get({ byteRange: 'bytes=2-5' }).text()).toBe('2345')
    expect(asked).toMatchObject([get('bytes=2-5'), { method: 'HEAD' }, get('bytes=4-5')])
  })

  test('asks whether the object is there by its version alone', async () => {
    const { object, asked } = scripted([breaking(length, '012'), part('bytes 3-9/10')])
    await object.get().readAll()
    expect(asked[1]?.query).toContain('props=version')
  })

  test.each<[string, MemoryAnswer, string]>([
    ['another part', part('bytes 5-5/10'), 'Decode'],
    ['a part of which nothing is told', part(undefined), 'Decode'],
    ['the whole', { status: 200, body: whole }, 'NotSupported'],
  ])('of a range is not taken up with %s', async (_, second, tag) => {
    const first = breaking({ 'content-range': 'bytes 2-5/10' }, '23', 206)
    expect(await tagOf(scripted([first, second]).object.get({ byteRange: 'bytes=2-5' }).readAll())).toBe(tag)
  })

  test.each<[string, GetOptions]>([
    ['an object', {}],
    ['a member', { archiveConfig: { archpath: 'm' } }],
  ])('of %s is not taken up with content that something has encoded', async (_, options) => {
    const encoded = { status: 200, headers: { 'content-encoding': 'br' }, body: whole }
    const { body } = await scripted([breaking(length, '012'), encoded])
      .object.get(options)
      .raw()
    const pieces: Uint8Array[] = []
    const drain = async (): Promise<void> => {
      for await (const piece of body) pieces.push(piece)
    }
    expect(await tagOf(drain())).toBe('Decode')
    expect(Buffer.concat(pieces).toString()).toBe('012')
  })

  test('of all is taken up with the whole too', async () => {
    const { object } = scripted([breaking(length, '012'), { status: 200, headers: length, body: whole }])
    expect(await object.get().text()).toBe(whole)
  })

  test.each<[string, GetOptions]>([
    ['a member', { archiveConfig: { archpath: 'm' } }],
    ['a transformation by name', { etlName: 'e' }],
    ['a transformation with arguments', { etl: { name: 'e', args: { a: 1 } } }],
  ])('of %s starts over, and must start as it did', async (_, options) => {
    const again = scripted([breaking({}, '012'), { status: 200, body: whole }])
    expect(await again.object.get(options).text()).toBe(whole)
    expect(again.asked).toMatchObject([get(), get()])
    expect(again.asked[1]?.query).toBe(again.asked[0]?.query)
    const changed = scripted([breaking({}, '012'), { status: 200, body: 'another content' }])
    const pieces = changed.object.get(options)[Symbol.asyncIterator]()
    const drain = async (): Promise<void> => {
      while ((await pieces.next()).done !== true);
    }
    expect(await tagOf(drain())).toBe('ObjectChanged')
  })
})
