import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOf, expandRanges, parseTemplate } from '../../src/wire/index.js'

const names = (template: string): readonly string[] => {
  const parsed = parseTemplate(template)
  if (parsed.kind !== 'ranges') throw new Error(`${template} is ${parsed.kind}`)
  return [...expandRanges(parsed.prefix, parsed.ranges)]
}

describe('templates, as a real server took them', () => {
  it.each<[string, readonly string[]]>([
    ['x{0..3}', ['x0', 'x1', 'x2', 'x3']],
    ['x{0..3..2}', ['x0', 'x2']],
    ['x{00..03}', ['x00', 'x01', 'x02', 'x03']],
    ['x{0..003}', ['x0', 'x1', 'x2', 'x3']],
    ['a{1..2}b{1..2}', ['a1b1', 'a1b2', 'a2b1', 'a2b2']],
    ['x@3', ['x0', 'x1', 'x2', 'x3']],
    ['x@003', ['x000', 'x001', 'x002', 'x003']],
    ['a-{08..11}', ['a-08', 'a-09', 'a-10', 'a-11']],
    ['a-{1..10..3}', ['a-1', 'a-4', 'a-7', 'a-10']],
    ['p-{0..9..20}', ['p-0']],
    ['{1..2}-{1..2}', ['1-1', '1-2', '2-1', '2-2']],
    ['a@1-@1.t', ['a0-0.t', 'a0-1.t', 'a1-0.t', 'a1-1.t']],
    ['x{1..1}@5', ['x1@5']],
    ['p-{0..1..1}}', ['p-0}', 'p-1}']],
  ])('%s', (template, expected) => {
    expect(names(template)).toEqual(expected)
  })

  it.each([
    ['', { kind: 'all' }],
    ['*', { kind: 'all' }],
    ['x', { kind: 'prefix', prefix: 'x' }],
    ['x*', { kind: 'prefix', prefix: 'x' }],
    ['x{1..3', { kind: 'prefix', prefix: 'x{1..3' }],
    ['a%b%d', { kind: 'prefix', prefix: 'a%b%d' }],
  ])('%s is no range', (template, expected) => {
    expect(parseTemplate(template)).toEqual(expected)
  })

  it.each([
    ['x{a,b}', 'errTemplateInvalid'],
    ['x{3..1}', 'errTemplateInvalid'],
    ['x{0..3..0}', 'errTemplateInvalid'],
    ['x{}', 'errTemplateInvalid'],
    ['x{-1..3}', 'errTemplateInvalid'],
    ['x}1..3{', 'errTemplateInvalid'],
    ['x{0..1..2..3}', 'errTemplateInvalid'],
    ['x{1..2}y{3', 'errTemplateInvalid'],
    ['x%5d', 'errTemplateInvalid'],
    ['x{a..c}', 'NumError'],
    ['x@a', 'NumError'],
    ['user@x/', 'NumError'],
    ['x{0..99999999999999999999}', 'NumError'],
    ['{0..9999999999}{0..9999999999}', ''],
  ])('%s is refused with %s', (template, code) => {
    expect(parseTemplate(template)).toMatchObject({ kind: 'invalid', code })
  })

  it('counts without making a name', () => {
    const parsed = parseTemplate('x%03d')
    expect(parsed.kind === 'ranges' && countOf(parsed.ranges)).toBe(2n ** 63n - 1n)
    const [first, second] = expandRanges('', parsed.kind === 'ranges' ? parsed.ranges : [])
    expect([first, second]).toEqual(['000', '001'])
  })
})

const range = fc.record({
  start: fc.nat(200),
  length: fc.nat(20),
  step: fc.integer({ min: 1, max: 7 }),
  width: fc.integer({ min: 0, max: 5 }),
  gap: fc.stringMatching(/^[a-z/.]{0,3}$/),
})

describe('templates of any shape', () => {
  it('stand for the product of their ranges, the last one fastest', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z/.]{0,4}$/),
        fc.array(range, { minLength: 1, maxLength: 3 }),
        (prefix, parts) => {
          const padded = parts.map(({ start, length, width, ...rest }) => ({
            ...rest,
            start,
            end: start + length,
            text: [start, start + length].map((bound) => String(bound).padStart(width, '0')),
          }))
          const template = prefix + padded.map(({ text, step, gap }) => `{${text.join('..')}..${step}}${gap}`).join('')
          // Written without the code under test: a list per range, then all combinations of them.
          const lists = padded.map(({ start, end, step, gap, text }) => {
            const width = Math.min(...text.map(({ length }) => length))
            return Array.from(
              { length: Math.floor((end - start) / step) + 1 },
              (_, index) => String(start + index * step).padStart(width, '0') + gap,
            )
          })
          const expected = lists.reduce<string[]>(
            (all, list) => all.flatMap((begun) => list.map((one) => begun + one)),
            [prefix],
          )
          const parsed = parseTemplate(template)
          expect(parsed.kind === 'ranges' && countOf(parsed.ranges)).toBe(BigInt(expected.length))
          expect(names(template)).toEqual(expected)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('never throw, and never take something for the whole bucket that is not empty or a star', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z{}@%*.d0-9-]{0,14}$/), (template) => {
        const { kind } = parseTemplate(template)
        expect(kind === 'all').toBe(template === '' || template === '*')
      }),
      { numRuns: 2000 },
    )
  })
})
