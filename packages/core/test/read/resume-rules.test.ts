import { describe, expect, it } from 'vitest'
import { ApiError } from '../../src/errors/api-error.js'
import { TimeoutError } from '../../src/errors/timeout-error.js'
import { UnreachableError } from '../../src/errors/unreachable-error.js'
import type { OperationResponse } from '../../src/operation.js'
import { collectText } from '../../src/read/collect.js'
import { readResuming } from '../../src/read/resume.js'
import { TransportFault } from '../../src/transport/transport.js'
import { failure } from '../servers/fixture.js'
import { base, broken, canned, context, encode } from './canned.js'

describe('what readResuming holds to', () => {
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
})
