import type { AisError } from '@ais/core'
import { describe, expect, it } from 'vitest'
import { ObjectNames, ObjectRange, ObjectTemplate, type ObjectCollection } from '../../src/index.js'

const thrown = (make: () => unknown): AisError | undefined => {
  try {
    make()
  } catch (error) {
    return error as AisError
  }
  return undefined
}

const field = (collection: ObjectCollection): string | undefined => collection.check('test')?.field

describe('an object range', () => {
  it.each<[ObjectRange, string, readonly string[]]>([
    [new ObjectRange('p', 4, 9), 'p{4..9..1}', ['p4', 'p5', 'p6', 'p7', 'p8', 'p9']],
    [
      new ObjectRange('prefix-', 4, 9, { padWidth: 3, step: 2, suffix: '-suffix.ext' }),
      'prefix-{004..009..2}-suffix.ext',
      ['prefix-004-suffix.ext', 'prefix-006-suffix.ext', 'prefix-008-suffix.ext'],
    ],
    [
      new ObjectRange('p', 0, 10, { padWidth: 2, step: 5, suffix: '.t' }),
      'p{00..10..5}.t',
      ['p00.t', 'p05.t', 'p10.t'],
    ],
    [ObjectRange.fromString('a{001..010..3}-z'), 'a{001..010..3}-z', ['a001-z', 'a004-z', 'a007-z', 'a010-z']],
    [ObjectRange.fromString('{0..3}'), '{0..3..1}', ['0', '1', '2', '3']],
    [ObjectRange.fromString('a{1..2}b{2..3}'), 'a{1..2}b{2..3..1}', ['a1b2', 'a1b3', 'a2b2', 'a2b3']],
  ])('%s', (range, text, names) => {
    expect(String(range)).toBe(text)
    expect(range.value).toEqual({ template: text })
    expect([...range]).toEqual(names)
    expect(range.count).toBe(BigInt(names.length))
    expect(field(range)).toBeUndefined()
  })

  it.each<[string, () => unknown, string]>([
    ['one bound only', () => new ObjectRange('p', 1), 'maxIndex'],
    ['the other bound only', () => new ObjectRange('p', undefined, 1), 'minIndex'],
    ['equal bounds', () => new ObjectRange('p', 5, 5), 'maxIndex'],
    ['bounds that run backwards', () => new ObjectRange('p', 5, 1), 'maxIndex'],
    ['a padding too small', () => new ObjectRange('p', 10, 20, { padWidth: 1 }), 'padWidth'],
    ['a suffix alone', () => new ObjectRange('p', undefined, undefined, { suffix: 's' }), 'suffix'],
    ['a step of 0', () => new ObjectRange('p', 1, 5, { step: 0 }), 'step'],
    ['a step of 0 in text', () => ObjectRange.fromString('a{1..5..0}'), 'step'],
    ['no range in text', () => ObjectRange.fromString('a'), 'range'],
    ['a negative bound in text', () => ObjectRange.fromString('a{-1..5}'), 'range'],
    ['equal bounds in text', () => ObjectRange.fromString('a{1..1}'), 'maxIndex'],
  ])('refuses %s', (_name, make, wrong) => {
    const error = thrown(make)
    expect(error?._tag === 'InvalidInput' && error.field).toBe(wrong)
  })

  it('without numbers is a prefix: it can be sent, not expanded', () => {
    const prefix = new ObjectRange('p')
    expect([prefix.value, prefix.count, field(prefix)]).toEqual([{ template: 'p' }, undefined, undefined])
    expect(thrown(() => [...prefix])?._tag).toBe('InvalidInput')
    expect(field(new ObjectRange(''))).toBe('objTemplate')
  })
})

describe('a template', () => {
  it('of a billion names costs nothing until asked for', () => {
    const template = new ObjectTemplate('x-{0..999999999}')
    expect(template.count).toBe(1_000_000_000n)
    const [first, second] = template
    expect([first, second]).toEqual(['x-0', 'x-1'])
    expect(field(template)).toBe('objTemplate')
    expect(template.check('test')?.message).toContain('1000000000 names, more than 10000000')
  })

  it.each(['', '*', 'x{}', 'x{a,b}', 'x{1..3', 'p-{0..1..2}}', 'x{{1..2}}', 'x{3..1}', 'x{0..9..0}', 'x%d', 'user@x/'])(
    '%s is refused',
    (text) => {
      expect(field(new ObjectTemplate(text))).toBe('objTemplate')
      expect(thrown(() => new ObjectTemplate(text)[Symbol.iterator]().next())?._tag).toBe(
        text === 'x%d' ? undefined : 'InvalidInput',
      )
    },
  )
})

describe('names', () => {
  it('are sent as they are; none, and impossible ones, are refused', () => {
    expect(new ObjectNames(['a', 'b']).value).toEqual({ objnames: ['a', 'b'] })
    expect(field(new ObjectNames([]))).toBe('objNames')
    expect(field(new ObjectNames(['a', '../b']))).toBe('objNames[1]')
  })
})
