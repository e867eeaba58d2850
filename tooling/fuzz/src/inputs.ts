import fc from 'fast-check'
import { readCorpus } from './corpus.ts'
import type { Target } from './target.ts'

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text

type Edit = (input: Uint8Array) => Uint8Array

const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))

/** Puts bytes at a place, over what was there or before it. */
const put =
  (place: number, bytes: Uint8Array, over: boolean): Edit =>
  (input) => {
    const at = input.length === 0 ? 0 : place % (input.length + 1)
    return join(input.subarray(0, at), bytes, input.subarray(over ? at + bytes.length : at))
  }

const cut =
  (place: number, length: number): Edit =>
  (input) => {
    const at = input.length === 0 ? 0 : place % input.length
    return join(input.subarray(0, at), input.subarray(at + length))
  }

const double =
  (place: number, length: number): Edit =>
  (input) => {
    const at = input.length === 0 ? 0 : place % input.length
    return put(at, input.subarray(at, at + length), false)(input)
  }

const flip =
  (place: number, bit: number): Edit =>
  (input) => {
    const at = input.length === 0 ? 0 : place % input.length
    return input.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte))
  }

const places = fc.nat({ max: 100_000 })
const lengths = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 600 }))

/** Texts that have broken parsers before. */
const nasty = [
  '\0',
  '\r\n',
  '\u00ff',
  '__proto__',
  'constructor',
  '-1',
  '9'.repeat(20),
  '9'.repeat(400),
  '1e999',
  '%',
  '\\',
  '"',
  '[',
  '{',
]

/** Longest input, in bytes. */
const maxBytes = 8_192

/** Inputs for a target: what it was made for and what was found before, edited; and noise. */
export const inputsOf = (
  target: Target,
  found: readonly Uint8Array[] = readCorpus(target.name),
): fc.Arbitrary<Uint8Array> => {
  const known = [...target.seeds.map(bytesOf), ...found]
  const words = fc.constantFrom(...[...target.words, ...nasty].map(bytesOf))
  const edits = fc.oneof(
    fc.tuple(places, words, fc.boolean()).map(([place, bytes, over]) => put(place, bytes, over)),
    fc
      .tuple(places, fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([place, bytes, over]) => put(place, bytes, over)),
    fc.tuple(places, lengths).map(([place, length]) => cut(place, length)),
    fc.tuple(places, lengths).map(([place, length]) => double(place, length)),
    fc.tuple(places, fc.nat({ max: 7 })).map(([place, bit]) => flip(place, bit)),
    fc.tuple(places, fc.constantFrom(...known), fc.boolean()).map(([place, bytes, over]) => put(place, bytes, over)),
  )
  const edited = fc
    .tuple(fc.constantFrom(...known), fc.array(edits, { minLength: 1, maxLength: 6 }))
    .map(([input, changes]) => changes.reduce((changed, change) => change(changed), input).subarray(0, maxBytes))
  const ofWords = fc.array(words, { maxLength: 12 }).map((parts) => join(...parts).subarray(0, maxBytes))
  return fc.oneof({ weight: 8, arbitrary: edited }, { weight: 2, arbitrary: ofWords }, fc.uint8Array({ maxLength: 64 }))
}
