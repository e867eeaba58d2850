import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOpen } from '../../src/read/read-answers.js'
import { readResuming, type ResumableRead } from '../../src/read/resume.js'
import type { Connection } from '../../src/connection.js'
import type { OperationResponse } from '../../src/operation.js'
import { collectText } from '../../src/read/collect.js'
import { ApiError } from '../../src/errors/api-error.js'
import { UnreachableError } from '../../src/errors/unreachable-error.js'
import { connectTo, failure, operation, serve } from '../servers/fixture.js'
import { base, broken, canned, context, encode } from './canned.js'
import { reply, type TestServer } from '../servers/test-server.js'

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
