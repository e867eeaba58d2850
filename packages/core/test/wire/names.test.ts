import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketNameProblem } from '../../src/wire/bucket-name.js'
import { encodeObjectName, objectNameProblem } from '../../src/wire/object-name.js'

describe('object names', () => {
  it.each([
    '',
    '.',
    '..',
    'a/../b',
    './x',
    '../x',
    '/abs',
    'a//b',
    'a/',
    '~/x',
    'a\0b',
    'a\nb',
    '\u007f',
    'a\ud800',
    'x'.repeat(4097),
    'ü'.repeat(2049),
  ])('refuses %j', (name) => {
    expect(objectNameProblem(name)).toBeTypeOf('string')
  })

  it.each(['a', 'a b', '...', '..a', 'a..', 'a/.b', 'ü', '日/本', 'a%2Fb', '?', '#', 'x'.repeat(4096), '~x', '😀'])(
    'takes %j',
    (name) => {
      expect(objectNameProblem(name)).toBeUndefined()
    },
  )

  it.each([
    ['a b', 'a%20b'],
    ['a/b', 'a/b'],
    ['a?b#c', 'a%3Fb%23c'],
    ['a%2Fb', 'a%252Fb'],
    ['a+b', 'a%2Bb'],
    ["!'()*~", '%21%27%28%29%2A~'],
    ['ü/日', '%C3%BC/%E6%97%A5'],
  ])('encodes %s as the Python SDK does', (name, encoded) => {
    expect(encodeObjectName(name)).toBe(encoded)
  })

  it('encodes every acceptable name so that a URL gives it back and never shortens the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(objectNameProblem(name) === undefined)
        const url = new URL(`http://h/v1/objects/b/${encodeObjectName(name)}?provider=ais`)
        expect(url.pathname).toBe(`/v1/objects/b/${encodeObjectName(name)}`)
        expect(decodeURIComponent(url.pathname.slice('/v1/objects/b/'.length))).toBe(name)
      }),
    )
  })
})

describe('bucket names', () => {
  it.each(['', '.a', 'a..b', 'a/b', 'a b', 'ü', 'x'.repeat(65), 'a\0', '..'])('refuses %j', (name) => {
    expect(bucketNameProblem(name)).toBeTypeOf('string')
  })

  it.each(['a', 'A-b_c.d', '-', '9', 'x'.repeat(64)])('takes %j', (name) => {
    expect(bucketNameProblem(name)).toBeUndefined()
  })
})
