import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiFailure } from '../../src/api-failure.js'
import { readRange } from '../../src/rules/read-range.js'

const failure = (header: string, size: number): ApiFailure => {
  try {
    readRange(header, size, 'ais://b/o')
  } catch (error) {
    if (error instanceof ApiFailure) return error
  }
  throw new Error(`${header} was taken`)
}

// Every answer here was measured on a real AIStore 5.0.
describe('ranges', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, 11],
    ['bytes=-1', 10, 11],
    ['bytes=-100', 0, 11],
    ['bytes=10-100', 10, 11],
    ['bytes= 0-1', 0, 2],
    ['bytes=0 - 1', 0, 2],
    ['bytes=0-1,', 0, 2],
    ['bytes=,0-1', 0, 2],
    ['bytes=0-1, 20-30', 0, 2],
    ['bytes=+1-+2', 1, 3],
    ['bytes=0-9223372036854775807', 0, 11],
    ['bytes=-0', 11, 11],
  ])('%s of 11 bytes is %i to %i', (header, start, end) => {
    expect(readRange(header, 11, 'ais://b/o')).toEqual({ start, end })
  })

  it('is not asked for without a header', () => {
    expect(readRange(undefined, 11, 'ais://b/o')).toBeUndefined()
    expect(readRange('', 11, 'ais://b/o')).toBeUndefined()
  })

  it.each([
    ['bytes=11-', 11, 'size=11: not satisfiable range [11-]'],
    ['bytes=0-0', 0, 'size=0: not satisfiable range [0-0]'],
    ['bytes=5-4', 0, 'size=0: not satisfiable range [5-4]'],
    ['bytes= 0-1', 0, 'size=0: not satisfiable range [ 0-1]'],
    ['bytes=0-1, 20-30', 0, 'size=0: not satisfiable ranges [0-1  20-30]'],
  ])('%s of %i bytes is past the end', (header, size, message) => {
    expect(failure(header, size)).toMatchObject({
      status: 416,
      message,
      tcode: 'ErrRangeNotSatisfiable',
      headers: { 'Content-Range': `bytes */${size}` },
    })
  })

  it.each([
    ['items=0-1', 'read range "items=0-1" is invalid (prefix)'],
    ['BYTES=0-1', 'read range "BYTES=0-1" is invalid (prefix)'],
    ['bytes=1', 'read range "bytes=1" is invalid (-)'],
    ['bytes=', 'read range "bytes=" is invalid (-)'],
    ['bytes=-', 'read range "-" is invalid as per RFC 7233 Section 2.1'],
    ['bytes=--1', 'read range "--1" is invalid as per RFC 7233 Section 2.1'],
    ['bytes=a-b', 'read range "a-b" is invalid (start)'],
    ['bytes=1-b', 'read range "1-b" is invalid (end)'],
    ['bytes=5-4', 'read range "5-4" is invalid (end)'],
    ['bytes=18446744073709551616-', 'read range "18446744073709551616-" is invalid (start)'],
  ])('%s is malformed', (header, message) => {
    expect(failure(header, 11)).toMatchObject({ status: 416, message, tcode: '' })
  })

  it('may not be several', () => {
    expect(failure('bytes=0-1,2-3', 11)).toMatchObject({
      status: 416,
      tcode: 'ErrUnsupp',
      message: 'cannot multi-range read ais://b/o - operation not supported',
    })
  })

  it('stays inside the object, whatever is asked', () => {
    const bound = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 500 }), (a, b, size) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        if (first >= size) expect(failure(`bytes=${first}-${last}`, size).tcode).toBe('ErrRangeNotSatisfiable')
        else
          expect(readRange(`bytes=${first}-${last}`, size, '')).toEqual({ start: first, end: Math.min(last + 1, size) })
        expect(readRange(`bytes=-${a}`, size, '')).toEqual({ start: Math.max(0, size - a), end: size })
      }),
    )
  })

  it('never fails otherwise than with 416', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '9', '-', ',', ' ', '+', 'x'), maxLength: 12 }),
        fc.integer({ min: 0, max: 20 }),
        (text, size) => {
          try {
            const range = readRange(`bytes=${text}`, size, '')
            expect(range !== undefined && 0 <= range.start && range.start <= range.end && range.end <= size).toBe(true)
          } catch (error) {
            expect(error).toMatchObject({ status: 416 })
          }
        },
      ),
    )
  })
})
