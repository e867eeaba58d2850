import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameGlob } from '../../src/names/name-glob.js'

const compiled = (glob: string): ((name: string) => boolean) => {
  const matches = nameGlob('test', 'pattern', glob)
  if (typeof matches !== 'function') throw matches
  return matches
}

describe('a glob', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['*', ['', 'a', '.hidden', 'a\nb'], []],
    ['', [''], ['a']],
    ['*.txt', ['a.txt', '.txt'], ['a.txt.gz', 'atxt', 'a.TXT']],
    ['a?c', ['abc', 'a\u{1f600}c'], ['ac', 'abbc']],
    ['a*b*c', ['abc', 'aXbYc', 'abcbc'], ['acb', 'ab']],
    ['[abc]', ['a', 'c'], ['d', '', 'ab']],
    ['[a-c]x', ['bx'], ['dx']],
    ['[!a-c]x', ['dx'], ['bx']],
    ['[^a]', ['b'], ['a']],
    ['[]a]', [']', 'a'], ['b']],
    ['[a-]', ['a', '-'], ['b']],
    ['[', ['['], ['a']],
    ['[a', ['[a'], ['a']],
    ['*.{jpg,png}', ['x.jpg', 'x.png'], ['x.gif', 'x.{jpg,png}']],
    ['{a,b{c,d}}e', ['ae', 'bce', 'bde'], ['be', 'bcde']],
    ['{a,}b', ['ab', 'b'], ['a']],
    ['{a}', ['{a}'], ['a']],
    ['{a,b', ['{a,b'], ['a']],
    ['\\*', ['*'], ['a']],
    ['\\{a,b\\}', ['{a,b}'], ['a']],
    ['a\\', ['a\\'], ['a']],
    ['(a|b)+$^.', ['(a|b)+$^.'], ['a']],
  ])('%j takes what it means', (glob, matching, others) => {
    const matches = compiled(glob)
    expect(matching.map(matches)).toEqual(matching.map(() => true))
    expect(others.map(matches)).toEqual(others.map(() => false))
  })

  it('of runs, single characters and texts is what the regular expression is', () => {
    const letter = fc.constantFrom('a', 'b', '*', '?')
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 8 }).map((letters) => letters.join('')),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }),
        (glob, name) => {
          const same = new RegExp(`^${glob.replaceAll('?', '.').replaceAll('*', '.*')}$`)
          expect(compiled(glob)(name)).toBe(same.test(name))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['runs', `${'*a'.repeat(120)}*b`],
    ['runs and single ones', `${'*?'.repeat(400)}b`],
    ['sets', `${'*[a-z]'.repeat(100)}b`],
    ['alternatives', `${'{a,b,c}'.repeat(6)}*b*b`],
    ['nested braces', `${'{'.repeat(400)}${'}'.repeat(400)}`],
    ['braces without end', '{a,'.repeat(300)],
  ])('of many %s takes no time', (_, glob) => {
    const start = process.cpuUsage()
    expect(compiled(glob)('a'.repeat(255))).toBe(false)
    const { user, system } = process.cpuUsage(start)
    expect(user + system).toBeLessThan(2_000_000)
  })

  it.each([
    ['too long', '*'.repeat(1001), /1000 characters/],
    ['alternatives without end', '{a,b}'.repeat(100), /1000 alternatives/],
  ])('%s is refused', (_, glob, reason) => {
    expect(nameGlob('test', 'pattern', glob)).toMatchObject({ _tag: 'InvalidInput', field: 'pattern' })
    expect(() => compiled(glob)).toThrow(reason)
  })
})
