import { connect, type Connection } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inParts } from '../src/content/in-parts.js'
import { MultipartUpload, putInParts, type MultipartState } from '../src/index.js'
import { failureOf } from './support/failure.js'

const object = { bucket: { name: 'b' }, name: 'o' }

/** A cluster of one node that takes parts, and fails as it is told. */
const cluster = (fail: (partNumber: string, attempt: number) => 'before' | 'after' | undefined = () => undefined) => {
  const calls: string[] = []
  const parts = new Map<string, number>()
  const attempts = new Map<string, number>()
  const transport = memoryTransport(async ({ method, url, body }): Promise<MemoryAnswer> => {
    const { searchParams } = new URL(url)
    const partNumber = searchParams.get('partNumber') ?? ''
    let sizeBytes = 0
    if (method === 'PUT') {
      const attempt = (attempts.get(partNumber) ?? 0) + 1
      if (!searchParams.has('utm'))
        return {
          status: 307,
          headers: { location: `http://ais.test${new URL(url).pathname}${new URL(url).search}&pid=p&utm=1` },
        }
      attempts.set(partNumber, attempt)
      const how = fail(partNumber, attempt)
      if (how === 'before') return { status: 503, body: '{"status":503,"message":"busy"}' }
      for await (const piece of body as AsyncIterable<Uint8Array>) sizeBytes += piece.length
      if (how === 'after') return { status: 503, body: '{"status":503,"message":"lost"}' }
      parts.set(partNumber, sizeBytes)
    }
    calls.push(`${method} ${partNumber}`.trim())
    return { status: 200, body: method === 'POST' && !searchParams.has('uploadId') ? 'id1' : '' }
  })
  const connection: Connection = connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } })
  return { connection, calls, parts }
}

describe('an upload in parts', () => {
  it('tells its state as plain data, and goes on from it', async () => {
    const { connection, calls } = cluster()
    const upload = await new MultipartUpload(connection, object).create()
    await upload.addPart(2).putContent('abc')
    expect(upload.state).toEqual({ uploadId: 'id1', parts: [{ partNumber: 2, sizeBytes: 3, state: 'sent' }] })
    const again = new MultipartUpload(connection, object, JSON.parse(JSON.stringify(upload.state)) as MultipartState)
    expect((await failureOf(() => again.addPart(2)))._tag).toBe('InvalidInput')
    await again.addPart(1).putContent('d')
    await again.complete()
    expect(calls).toEqual(['POST', 'PUT 2', 'PUT 1', 'POST'])
  })

  it('takes a part again that never went out', async () => {
    const { connection, parts } = cluster((_part, attempt) => (attempt === 1 ? 'before' : undefined))
    const upload = await new MultipartUpload(connection, object).create()
    const part = upload.addPart(1)
    expect((await failureOf(part.putContent('abc')))._tag).toBe('Api')
    expect(upload.state.parts).toEqual([])
    await part.putContent('abc')
    expect(parts.get('1')).toBe(3)
  })

  it('is unsure of a part whose answer was lost: it can neither be sent again nor completed', async () => {
    const { connection, calls } = cluster(() => 'after')
    const upload = await new MultipartUpload(connection, object).create()
    const part = upload.addPart(1)
    expect((await failureOf(part.putContent('abc')))._tag).toBe('Api')
    expect(upload.state.parts).toEqual([{ partNumber: 1, sizeBytes: 3, state: 'unsure' }])
    expect(await failureOf(part.putContent('abc'))).toMatchObject({ _tag: 'InvalidInput', field: 'partNumber' })
    expect(await failureOf(upload.complete())).toMatchObject({ _tag: 'InvalidInput', field: 'parts' })
    await upload.abort()
    expect(calls).toEqual(['POST', 'DELETE'])
  })

  it('does not send a number twice at the same time', async () => {
    const { connection, calls } = cluster()
    const upload = await new MultipartUpload(connection, object).create()
    const [one, two] = [upload.addPart(1), upload.addPart(1)]
    const first = one.putContent('abc')
    expect((await failureOf(two.putContent('abc')))._tag).toBe('InvalidInput')
    await first
    expect(calls.filter((call) => call === 'PUT 1')).toHaveLength(1)
  })

  it('counts a part on its way as unsure, and is not completed without it', async () => {
    const { connection, calls } = cluster()
    const upload = await new MultipartUpload(connection, object).create()
    await upload.addPart(1).putContent('abc')
    const second = upload.addPart(2).putContent('defg')
    expect(upload.state.parts).toMatchObject([
      { partNumber: 2, state: 'unsure' },
      { partNumber: 1, state: 'sent' },
    ])
    expect(await failureOf(upload.complete())).toMatchObject({ _tag: 'InvalidInput', field: 'parts' })
    await second
    await upload.complete()
    expect(calls).toEqual(['POST', 'PUT 1', 'PUT 2', 'POST'])
  })

  it.each([undefined, 1, {}, { uploadId: 'x', parts: [{ partNumber: '1' }] }, { uploadId: 'x', parts: [null] }])(
    'refuses %j as a state',
    async (state) => {
      const { connection } = cluster()
      if (state === undefined) expect(new MultipartUpload(connection, object).uploadId).toBe('')
      else
        expect(
          (await failureOf(() => new MultipartUpload(connection, object, state as unknown as MultipartState)))._tag,
        ).toBe('InvalidInput')
    },
  )
})

describe('content in parts', () => {
  it('is aborted when a part fails for good, and says why', async () => {
    const { connection, calls } = cluster((part) => (part === '2' ? 'after' : undefined))
    const error = await failureOf(putInParts(connection, object, 'x'.repeat(30), { partSizeBytes: 10, numWorkers: 2 }))
    expect(error._tag).toBe('Api')
    expect(calls.filter((call) => call === 'DELETE')).toEqual(['DELETE'])
  })

  it('ends by its signal also while its content stalls, and aborts the upload', async () => {
    const { connection, calls } = cluster()
    const stop = new AbortController()
    const content = async function* (): AsyncGenerator<string> {
      yield 'x'.repeat(20_000)
      yield 'y'.repeat(20_000)
      stop.abort()
      await new Promise(() => undefined)
    }
    const error = await failureOf(
      putInParts(connection, object, content, { partSizeBytes: 20_000, numWorkers: 2, signal: stop.signal }),
    )
    expect(error._tag).toBe('Aborted')
    expect(calls.filter((call) => !call.startsWith('PUT'))).toEqual(['POST', 'DELETE'])
  })

  it('closes its content when the upload cannot begin', async () => {
    let isClosed = false
    const content = async function* (): AsyncGenerator<string> {
      try {
        yield 'x'.repeat(20_000)
        yield 'y'.repeat(20_000)
        await new Promise(() => undefined)
      } finally {
        isClosed = true
      }
    }
    const connection = connect({
      endpoint: 'http://ais.test',
      transport: memoryTransport(async () => ({ status: 404, body: '{"status":404,"message":"no bucket"}' })),
      retry: { maxAttempts: 1 },
    })
    expect((await failureOf(putInParts(connection, object, content, { partSizeBytes: 20_000 })))._tag).toBe('Api')
    expect(isClosed).toBe(true)
  })

  it('is not begun when it would have more parts than there may be', async () => {
    const { connection, calls } = cluster()
    const error = await failureOf(putInParts(connection, object, 'x'.repeat(10_000), { partSizeBytes: 1 }))
    expect(error).toMatchObject({ _tag: 'InvalidInput', field: 'partSizeBytes' })
    expect(calls).toEqual([])
  })

  it('is cut so that all of it is there, in parts of one size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 40 }),
        async (pieces, partSizeBytes) => {
          const source = (async function* () {
            yield* pieces
          })()
          const parts: Uint8Array[] = []
          for await (const { index, bytes } of inParts(source, partSizeBytes)) {
            expect(index).toBe(parts.length)
            parts.push(bytes)
          }
          expect(Buffer.concat(parts)).toEqual(Buffer.concat(pieces))
          expect(parts.slice(0, -1).every(({ length }) => length === partSizeBytes)).toBe(true)
          expect(parts.length).toBeGreaterThan(0)
        },
      ),
    )
  })
})
