import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatByteRange, parseByteRange, restOfRange, type ByteRange } from '../../src/wire/byte-range.js'

const position = fc.nat({ max: 2 ** 40 })
const ranges: fc.Arbitrary<ByteRange> = fc.oneof(
  position.map((start) => ({ kind: 'from' as const, start })),
  fc.tuple(position, position).map(([start, more]) => ({ kind: 'from' as const, start, end: start + more })),
  position.map((length) => ({ kind: 'suffix' as const, length: length + 1 })),
)

test('what is written is read back', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      expect(parseByteRange(formatByteRange(range))).toEqual(range)
    }),
  )
})

test('any text is a range or none, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((tail) => `bytes=${tail}`),
      ),
      (value) => {
        const range = parseByteRange(value)
        if (range?.kind === 'from' && range.end !== undefined) expect(range.end).toBeGreaterThanOrEqual(range.start)
      },
    ),
  )
})

test.each([
  'bytes=5-2',
  'bytes=',
  'bytes=-',
  'bytes=-0',
  '0-5',
  'bytes=a-b',
  'bytes=1-2,4-5',
  'bytes=1.5-2',
  'bytes=-1-2',
  'Bytes=0-1',
  'bytes=0-99999999999999999999',
])('%s is no range', (value) => expect(parseByteRange(value)).toBeUndefined())

test.each([
  ['bytes=100-200', 50, 'bytes=150-200'],
  ['bytes=100-', 50, 'bytes=150-'],
  ['bytes=-200', 50, 'bytes=-150'],
  ['bytes=0-99', 10, 'bytes=10-99'],
  ['bytes=100-200', 100, 'bytes=200-200'],
  ['bytes=100-200', 101, undefined],
  ['bytes=100-200', 150, undefined],
  ['bytes=-50', 50, undefined],
  ['bytes=-50', 60, undefined],
])('%s after %i bytes is %s', (value, delivered, rest) => {
  const range = parseByteRange(value)
  const left = range === undefined ? undefined : restOfRange(range, delivered)
  expect(left === undefined ? undefined : formatByteRange(left)).toBe(rest)
})
