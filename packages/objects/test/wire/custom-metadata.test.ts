import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customMetadataLines, parseCustomMetadata } from '../../src/wire/custom-metadata.js'

const key = fc.string({ minLength: 1 }).filter((text) => !text.includes('='))

test('what is written is read back, with any `=` and `,` in the values', () => {
  fc.assert(
    fc.property(fc.dictionary(key, fc.string(), { noNullPrototype: true }), (metadata) => {
      expect(Object.entries(parseCustomMetadata(customMetadataLines(metadata)))).toEqual(Object.entries(metadata))
    }),
  )
})

test('lines are split at the first `=`; a line without one is dropped; the last of a key wins', () => {
  const read = (...lines: string[]): object => ({ ...parseCustomMetadata(lines) })
  expect(read('k=a=b,c', 'e=')).toEqual({ k: 'a=b,c', e: '' })
  expect(read('k', '=v', '')).toEqual({})
  expect(read('k=v', 'k=w')).toEqual({ k: 'w' })
  expect(Object.keys(parseCustomMetadata(['__proto__=x']))).toEqual(['__proto__'])
})
