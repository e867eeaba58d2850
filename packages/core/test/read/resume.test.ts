import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOpen } from '../../src/read/read-answers.js'
import { readResuming, type ResumableRead } from '../../src/read/resume.js'
import type { Connection } from '../../src/connection.js'
import type { OperationResponse } from '../../src/operation.js'
import { collectText } from '../../src/read/collect.js'
import { ApiError } from '../../src/errors/api-error.js'
import { TimeoutError } from '../../src/errors/timeout-error.js'
import { UnreachableError } from '../../src/errors/unreachable-error.js'
import { headersOfLines } from '../../src/transport/header-lines.js'
import { TransportFault } from '../../src/transport/transport.js'
import { connectTo, failure, operation, serve } from '../servers/fixture.js'
import { reply, type TestServer } from '../servers/test-server.js'

const context = { operation: 'objects.get', subject: 'ais://b/o' }
const whole = 'The quick brown fox jumps over the lazy dog'

const open = (connection: Connection, range?: string): Promise<OperationResponse> =>
  connection.send({ ...operation({ headers: { range } }), read: readOpen })

interface Serving {
  /** How many bytes the nth answer gives before it breaks. */
  readonly cutAfter: (nth: number) => number
  readonly version?: (nth: number) => string
  readonly content?: (nth: number) => string
  readonly ranges?: boolean
}

/** Serves a content with ranges, and breaks its answers. */
const flaky = ({ cutAfter, version = () => '1', content = () => whole, ranges = true }: Serving): Promise<TestServer> =>
  serve(({ headers }, response, nth) => {
    const text = content(nth)
    const asked = ranges ? /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') : null
    const start = Number(asked?.[1] ?? 0)
    const end = asked?.[2] ? Number(asked[2]) : text.length - 1
    if (start >= text.length) return reply(response, 416, { 'content-range': `bytes */${text.length}` })
    const part = text.slice(start, end + 1)
    response.writeHead(asked === null ? 200 : 206, {
      'content-length': part.length,
      'ais-version': version(nth),
      'ais-checksum-type': 'xxhash2',
      'ais-checksum-value': 'same',
      ...(asked === null ? {} : { 'content-range': `bytes ${start}-${end}/${text.length}` }),
    })
    const cut = cutAfter(nth)
    if (cut >= part.length) return void response.end(part)
    response.write(part.slice(0, cut), () => response.socket?.destroy())
  })

const reading = async (
  server: TestServer,
  more: Partial<ResumableRead> = {},
  start = 0,
  end?: number,
): Promise<ResumableRead> => {
  const connection = connectTo(server.url, { retry: { maxAttempts: 1 } })
  const isPart = start > 0 || end !== undefined
  return {
    first: await open(connection, isPart ? `bytes=${start}-${end ?? ''}` : undefined),
    reopen: (offset) => open(connection, offset + start > 0 ? `bytes=${offset + start}-${end ?? ''}` : undefined),
    inPart: true,
    startBytes: start,
    maxResumes: 5,
    context,
    ...more,
  }
}

describe('readResuming over a real connection', () => {
  it('goes on at the byte where it broke', async () => {
    const server = await flaky({ cutAfter: () => 10 })
    expect(await collectText(readResuming(await reading(server)))).toBe(whole)
    expect(server.seen.map(({ headers }) => headers.range)).toEqual([
      undefined,
      'bytes=10-',
      'bytes=20-',
      'bytes=30-',
      'bytes=40-',
    ])
  })

  it('goes on within a range, and not beyond it', async () => {
    const server = await flaky({ cutAfter: () => 7 })
    expect(await collectText(readResuming(await reading(server, {}, 4, 18)))).toBe(whole.slice(4, 19))
    expect(server.seen.map(({ headers }) => headers.range)).toEqual(['bytes=4-18', 'bytes=11-18', 'bytes=18-18'])
  })

  it('skips what it has when the server gives the whole instead of the rest', async () => {
    const server = await flaky({ cutAfter: (nth) => (nth === 0 ? 10 : 1_000), ranges: false })
    expect(await collectText(readResuming(await reading(server)))).toBe(whole)
  })

  it('finds its range in a whole that is given instead', async () => {
    const ranged = await flaky({ cutAfter: () => 3 })
    const plain = await flaky({ cutAfter: () => 1_000, ranges: false })
    const read = await reading(ranged, {}, 4, 18)
    const connection = connectTo(plain.url)
    expect(await collectText(readResuming({ ...read, reopen: () => open(connection) }))).toBe(whole.slice(4, 19))
  })

  it('reads content again from the start where the server gives no parts', async () => {
    const server = await flaky({ cutAfter: (nth) => 10 + nth * 20 })
    expect(await collectText(readResuming(await reading(server, { inPart: false })))).toBe(whole)
    expect(server.seen.map(({ headers }) => headers.range)).toEqual([undefined, undefined, undefined])
  })

  it.each<[string, Partial<Serving>]>([
    ['version', { version: (nth) => String(nth) }],
    ['size', { content: (nth) => (nth === 0 ? whole : `${whole}!`) }],
    ['size, to less than was read', { content: (nth) => (nth === 0 ? whole : 'short') }],
  ])('refuses to go on in an object of another %s', async (_, change) => {
    const server = await flaky({ cutAfter: (nth) => (nth === 0 ? 10 : 1_000), ...change })
    await failure(collectText(readResuming(await reading(server))), 'ObjectChanged')
  })

  it('gives up after maxResumes with the error that broke the read', async () => {
    const server = await flaky({ cutAfter: () => 1 })
    const resumes: number[] = []
    const read = await reading(server, { maxResumes: 2, onResume: (count) => void resumes.push(count) })
    expect((await failure(collectText(readResuming(read)), 'Unreachable')).message).toMatch(/cut after 1 of/)
    expect(resumes).toEqual([1, 2])
    expect(server.seen).toHaveLength(3)
  })

  it('counts an answer that cannot be had as a resume, and goes on', async () => {
    const server = await flaky({ cutAfter: (nth) => (nth === 0 ? 10 : 1_000) })
    const read = await reading(server)
    let asked = 0
    const reopen = (offset: number): Promise<OperationResponse> => {
      asked += 1
      return asked < 3 ? Promise.reject(new UnreachableError('down', context)) : read.reopen(offset)
    }
    expect(await collectText(readResuming({ ...read, reopen }))).toBe(whole)
    expect(asked).toBe(3)
  })
})

/** An answer without a server. */
const canned = (
  body: () => AsyncGenerator<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
) => {
  const state = { discarded: 0 }
  const response: OperationResponse = {
    status,
    headers: headersOfLines(Object.entries(headers).flat()),
    node: 'http://t',
    body: { [Symbol.asyncIterator]: body },
    discard: () => {
      state.discarded += 1
    },
  }
  return { response, state }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const broken = (text: string, error: unknown = new UnreachableError('cut', context)) =>
  async function* (): AsyncGenerator<Uint8Array> {
    if (text !== '') yield encode(text)
    throw error
  }

const base = { inPart: true, startBytes: 0, maxResumes: 5, context }

describe('readResuming', () => {
  it('ends when all had come before the connection broke, and asks for nothing', async () => {
    const { response } = canned(broken('abc'), { 'content-length': '3' })
    const reopen = () => Promise.reject(new Error('asked again'))
    expect(await collectText(readResuming({ ...base, first: response, reopen }))).toBe('abc')
  })

  it('does not take a rest that ends early for the end', async () => {
    const first = canned(broken('ab'), { 'content-length': '6' }).response
    const parts = ['cd', 'ef']
    let position = 2
    const reopen = (): Promise<OperationResponse> => {
      const text = parts.shift() ?? ''
      const range = `bytes ${position}-${position + 1}/6`
      position += 2
      return Promise.resolve(
        canned(
          async function* () {
            yield encode(text)
          },
          { 'content-range': range },
          206,
        ).response,
      )
    }
    expect(await collectText(readResuming({ ...base, first, reopen }))).toBe('abcdef')
  })

  it('refuses an answer that begins later than asked', async () => {
    const first = canned(broken('ab'), { 'content-length': '6' }).response
    const later = canned(broken('ef'), { 'content-range': 'bytes 4-5/6' }, 206)
    const read = { ...base, maxResumes: 1, first, reopen: () => Promise.resolve(later.response) }
    expect((await failure(collectText(readResuming(read)), 'Unreachable')).message).toBe(
      'objects.get ais://b/o: asked to go on at byte 2, http://t answered with another range',
    )
    expect(later.state.discarded).toBe(1)
  })

  it('says that the object changed when it is shorter now', async () => {
    const first = canned(broken('ab'), { 'content-length': '6' }).response
    const answer = { code: 'RangeNotSatisfiable', status: 416, tcode: '', serverMessage: '' } as const
    const reopen = () => Promise.reject(new ApiError(answer, 'past the end', context))
    const error = await failure(collectText(readResuming({ ...base, first, reopen })), 'ObjectChanged')
    expect(error.message).toBe(
      'objects.get ais://b/o: the object changed while it was read (it is shorter now); what was read so far is not of one version, read it again',
    )
    expect(error.cause).toMatchObject({ _tag: 'Api', code: 'RangeNotSatisfiable' })
  })

  it.each([
    ['Unreachable', new UnreachableError('gone', context), true],
    ['a timeout of the headers', new TimeoutError('headers', 1, 'late', context), true],
    ['a timeout of the body', new TimeoutError('idle', 1, 'late', context), true],
    ['a timeout of the call', new TimeoutError('total', 1, 'late', context), false],
    ['an untrusted certificate', new UnreachableError('tls', context, new TransportFault('tls', 'x', false)), false],
    [
      'another error of AIStore',
      new ApiError({ code: 'NotFound', status: 404, tcode: '', serverMessage: '' }, 'x', context),
      false,
    ],
  ])('after %s while it asks again goes on as the law says', async (_, error, goesOn) => {
    const first = canned(broken('ab'), { 'content-length': '4' }).response
    let asked = 0
    const reopen = (): Promise<OperationResponse> => {
      asked += 1
      return Promise.reject(error)
    }
    await expect(collectText(readResuming({ ...base, maxResumes: 2, first, reopen }))).rejects.toBe(error)
    expect(asked).toBe(goesOn ? 2 : 1)
  })

  const pinned = { 'ais-version': '1', 'ais-checksum-type': 'xxhash2', 'ais-checksum-value': 'aa' }

  /** Reads 4 bytes that break after 2, and go on as is said. */
  const goOnWith = (headers: Readonly<Record<string, string>>, status = 206): Promise<string> => {
    const first = canned(broken('ab'), { ...pinned, 'content-length': '4' }).response
    const rest = canned(
      async function* () {
        yield encode('cd')
      },
      headers,
      status,
    )
    return collectText(readResuming({ ...base, maxResumes: 1, first, reopen: () => Promise.resolve(rest.response) }))
  }

  it('goes on in the same version, whether or not the total is told', async () => {
    expect(await goOnWith({ ...pinned, 'content-range': 'bytes 2-3/4' })).toBe('abcd')
    expect(await goOnWith({ ...pinned, 'content-range': 'bytes 2-3/*' })).toBe('abcd')
  })

  it.each([
    ['version', { 'ais-version': '2' }],
    ['type of checksum', { 'ais-checksum-type': 'md5' }],
    ['checksum', { 'ais-checksum-value': 'ab' }],
    ['size', { 'content-range': 'bytes 2-3/5' }],
  ])('does not go on in another %s', async (_, other) => {
    const error = await failure(goOnWith({ ...pinned, 'content-range': 'bytes 2-3/4', ...other }), 'ObjectChanged')
    expect(error.message).toBe(
      'objects.get ais://b/o: the object changed while it was read (another version, checksum or size); what was read so far is not of one version, read it again',
    )
  })

  it('takes no part without its range', async () => {
    expect((await failure(goOnWith(pinned), 'Unreachable')).message).toBe(
      'objects.get ais://b/o: asked to go on at byte 2, http://t answered with another range',
    )
  })

  it('tells an end that comes too early, and names the call alone where it acts on nothing', async () => {
    const first = canned(
      async function* () {
        yield encode('ab')
      },
      { 'content-length': '4' },
    ).response
    const reopen = (): Promise<OperationResponse> => Promise.reject(new Error('asked'))
    const read = { ...base, maxResumes: 0, first, reopen }
    expect((await failure(collectText(readResuming(read)), 'Unreachable')).message).toBe(
      'objects.get ais://b/o: the answer of http://t was cut after 2 of 4 bytes',
    )
    const bare = { ...read, context: { operation: 'objects.get' } }
    expect((await failure(collectText(readResuming(bare)), 'Unreachable')).message).toBe(
      'objects.get: the answer of http://t was cut after 2 of 4 bytes',
    )
  })

  it('reads to the end where no length is told, and takes a break for one', async () => {
    const { response } = canned(async function* () {
      yield encode('ab')
      yield encode('')
      yield encode('cd')
    })
    const reopen = (): Promise<OperationResponse> => Promise.reject(new Error('asked'))
    expect(await collectText(readResuming({ ...base, first: response, reopen }))).toBe('abcd')
  })

  it('waits no longer than the signal', async () => {
    const controller = new AbortController()
    const first = canned(broken('ab'), { 'content-length': '4' }).response
    const waits: number[] = []
    const read = {
      ...base,
      first,
      signal: controller.signal,
      maxResumes: 20,
      reopen: () => Promise.reject(new UnreachableError('gone', context)),
      onResume: async (count: number) => {
        await Promise.resolve()
        waits.push(count)
        // From here on every wait is over at once; full waits would take half a minute.
        if (count === 1) controller.abort()
      },
    }
    const startedMs = performance.now()
    await failure(collectText(readResuming(read)), 'Unreachable')
    expect(waits).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })

  it.each([
    ['right', 'abcd', 'abcd', 0],
    ['too short, and goes on', 'ab', 'abcd', 1],
    ['too long, and leaves out the rest', 'abcdef', 'abcd', 0],
  ])('takes content that has arrived at once: %s', async (_, arrived, text, resumes) => {
    const { response } = canned(broken('', new Error('was taken already')), { 'content-length': '4' })
    let asked = 0
    const reopen = (): Promise<OperationResponse> => {
      asked += 1
      return Promise.resolve(canned(broken('cd'), { 'content-range': 'bytes 2-3/4' }, 206).response)
    }
    const body = { ...response.body, takeWhole: () => encode(arrived) }
    expect(await collectText(readResuming({ ...base, first: { ...response, body }, reopen }))).toBe(text)
    expect(asked).toBe(resumes)
  })

  it('gives no piece of content that is empty', async () => {
    const { response } = canned(broken('', new Error('was taken already')), { 'content-length': '0' })
    const body = { ...response.body, takeWhole: () => encode('') }
    const reopen = (): Promise<OperationResponse> => Promise.reject(new Error('asked'))
    const pieces: Uint8Array[] = []
    for await (const piece of readResuming({ ...base, first: { ...response, body }, reopen })) pieces.push(piece)
    expect(pieces).toEqual([])
  })

  it.each([
    [
      'an error of another kind',
      new ApiError({ code: 'Other', status: 500, tcode: '', serverMessage: '' }, 'x', context),
    ],
    ['a bug', new TypeError('bug')],
  ])('does not go on after %s', async (_, error) => {
    const first = canned(broken('ab', error), { 'content-length': '6' }).response
    let asked = 0
    const reopen = (): Promise<OperationResponse> => {
      asked += 1
      return Promise.resolve(first)
    }
    await expect(collectText(readResuming({ ...base, first, reopen }))).rejects.toBe(error)
    expect(asked).toBe(0)
  })

  it('does not read on in an answer that gives more than is left', async () => {
    const first = canned(broken('ab'), { 'content-length': '4' }).response
    let given = 0
    const endless = canned(async function* () {
      while (given < 5) {
        given += 1
        yield encode('abcd')
      }
    })
    const read = { ...base, first, reopen: () => Promise.resolve(endless.response) }
    expect(await collectText(readResuming(read))).toBe('abcd')
    expect(given).toBe(2)
  })

  it('ends the answer when the reader stops', async () => {
    let ended = false
    const { response } = canned(async function* () {
      try {
        yield encode('a')
        yield encode('b')
      } finally {
        ended = true
      }
    })
    for await (const piece of readResuming({
      ...base,
      first: response,
      reopen: () => Promise.reject(new Error('asked')),
    })) {
      expect(piece).toEqual(encode('a'))
      break
    }
    expect(ended).toBe(true)
  })

  it('gives the exact content however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.array(fc.nat(20), { maxLength: 4 }),
        fc.nat(5),
        async (content, cuts, slack) => {
          const answer = (from: number, cut: number | undefined): OperationResponse => {
            const end = cut === undefined ? content.length : Math.min(content.length, from + cut)
            const headers = {
              'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
              'content-length': String(content.length - from),
            }
            const body = async function* (): AsyncGenerator<Uint8Array> {
              for (let at = from; at < end; at += 3) yield content.subarray(at, Math.min(end, at + 3))
              if (cut !== undefined && end < content.length) throw new UnreachableError('cut', context)
            }
            return canned(
              body,
              from === 0 ? { 'content-length': String(content.length) } : headers,
              from === 0 ? 200 : 206,
            ).response
          }
          const left = [...cuts]
          const read = {
            ...base,
            first: answer(0, left.shift()),
            // A server may begin earlier than it was asked to.
            reopen: (offset: number) => Promise.resolve(answer(Math.max(0, offset - slack), left.shift())),
          }
          const pieces: number[] = []
          for await (const piece of readResuming(read)) pieces.push(...piece)
          expect(pieces).toEqual([...content])
        },
      ),
      { numRuns: 40 },
    )
  })
})
