import { checksumOf, connect } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { describe, expect, test } from 'vitest'
import { putInParts } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'

const object = { bucket: { name: 'b' }, name: 'o' }
const content = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251)

/** Puts the content in ten parts at a node that says of the object what it is told to. */
const putAndHear = (answer: (method: string) => MemoryAnswer | Promise<MemoryAnswer>) => {
  const calls: string[] = []
  const transport = memoryTransport(async ({ method, url, body }): Promise<MemoryAnswer> => {
    const { searchParams, pathname, search } = new URL(url)
    if (method === 'PUT' && !searchParams.has('utm'))
      return { status: 307, headers: { location: `http://ais.test${pathname}${search}&pid=p&utm=1` } }
    calls.push(method)
    if (method === 'PUT') for await (const _ of body as AsyncIterable<Uint8Array>);
    if (method === 'HEAD') return answer(method)
    return { status: 200, body: method === 'POST' && !searchParams.has('uploadId') ? 'id' : '' }
  })
  const connection = connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } })
  return { calls, result: putInParts(connection, object, content, { partSizeBytes: 100, numWorkers: 3 }) }
}

const told = async (more: Record<string, string>, type: 'xxhash2' | 'crc32c' | 'md5' = 'xxhash2') => {
  const value = await checksumOf(type, content)
  const checksum = { 'ais-checksum-type': type, 'ais-checksum-value': value }
  return { status: 200, headers: { 'content-length': '1000', 'ais-chunks-count': '10', ...checksum, ...more } }
}

describe('what was made of parts', () => {
  test.each(['xxhash2', 'crc32c'] as const)('is held to what was sent, by %s', async (type) => {
    const { calls, result } = putAndHear(() => told({}, type))
    expect(await result).toEqual({ parts: 10, sizeBytes: 1_000, verified: true })
    expect(calls.slice(-2)).toEqual(['POST', 'HEAD'])
  })

  test.each([
    ['another checksum', { 'ais-checksum-value': '00000000deadbeef' }],
    ['another size', { 'content-length': '900' }],
  ])('is ChecksumError with %s, and nothing is aborted that is complete', async (_name, more) => {
    const { calls, result } = putAndHear(() => told(more))
    const error = await failureOf(result)
    expect(error).toMatchObject({ _tag: 'Checksum', expected: await checksumOf('xxhash2', content) })
    expect(error.message).toMatch(/ais:\/\/b\/o: the object is stored wrong.*1000 bytes.*write it again or delete it/)
    expect(calls).not.toContain('DELETE')
  })

  test.each([
    ['somebody else has written it since', () => told({ 'ais-chunks-count': '3', 'ais-checksum-value': 'ff' })],
    ['somebody else has written it since, as a whole', () => told({ 'ais-chunks-count': '' })],
    ['its checksum is of a type that was not computed', () => told({}, 'md5')],
    ['its checksum is of no known type', () => told({ 'ais-checksum-type': 'blake9' })],
    ['a HEAD is not allowed', () => ({ status: 403, headers: {} })],
    ['it was deleted since', () => ({ status: 404, headers: {} })],
  ])('is stored, and not checked, when %s', async (_name, answer) => {
    expect(await putAndHear(answer).result).toEqual({ parts: 10, sizeBytes: 1_000, verified: false })
  })

  test('is not taken for checked when no answer comes', async () => {
    const { result } = putAndHear(() => Promise.reject(new Error('no answer')))
    expect(await tagOf(result)).toBe('Unreachable')
  })
})
