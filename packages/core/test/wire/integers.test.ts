import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactJson } from '../../src/wire/exact-json.js'
import { Int64, SafeInteger } from '../../src/wire/integers.js'

describe('exact integers', () => {
  it('keeps integers beyond 2^53 and leaves all else as JSON.parse has it', () => {
    expect(parseExactJson('{"id_digest":11244361464507759566,"n":5,"f":1.5e300,"s":"18446744073709551615"}')).toEqual({
      id_digest: 11244361464507759566n,
      n: 5,
      f: 1.5e300,
      s: '18446744073709551615',
    })
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain: unknown = JSON.parse(text)
        fc.pre(!/\d{16}/.test(text))
        expect(parseExactJson(text)).toEqual(plain)
      }),
    )
  })

  it('makes no number of a million digits', () => {
    const digits = '9'.repeat(1_000_000)
    expect(parseExactJson(digits)).toBe(Number.POSITIVE_INFINITY)
    expect(Int64.decode(digits)._tag).toBe('Left')
  })

  it('round-trips every 64-bit integer through its string form', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
        expect(Int64.decode(Int64.encode(value))).toEqual({ _tag: 'Right', right: value })
        expect(Int64.decode(parseExactJson(String(value)))).toEqual({ _tag: 'Right', right: value })
      }),
    )
  })

  it.each([
    '',
    ' 1',
    '1.5',
    '0x10',
    null,
    1.5,
    Number.NaN,
    2 ** 60,
    {},
    true,
    2n ** 64n,
    -(2n ** 63n) - 1n,
    '18446744073709551616',
    '9'.repeat(30),
  ])('Int64 refuses %o', (input) => {
    expect(Int64.decode(input)._tag).toBe('Left')
  })

  it('SafeInteger refuses what a number cannot hold', () => {
    expect(SafeInteger.decode('9007199254740993')._tag).toBe('Left')
    expect(SafeInteger.decode('-3')).toEqual({ _tag: 'Right', right: -3 })
    expect(SafeInteger.decode(0)).toEqual({ _tag: 'Right', right: 0 })
  })
})
