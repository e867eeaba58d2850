/** Numbers of a template, both bounds inclusive, and the text that follows them. */
export interface TemplateRange {
  readonly start: bigint
  readonly end: bigint
  readonly step: bigint
  /** Digits that numbers are filled up to with zeros. */
  readonly width: number
  /** Text up to the next range, or to the end. */
  readonly gap: string
}

/** What a template means to AIStore. */
export type NameTemplate =
  | { readonly kind: 'all' }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'ranges'; readonly prefix: string; readonly ranges: readonly TemplateRange[] }
  | {
      readonly kind: 'invalid'
      /** The server's code of the error. */
      readonly code: 'errTemplateInvalid' | 'NumError' | ''
      readonly reason: string
    }

type Invalid = Extract<NameTemplate, { kind: 'invalid' }>

const maxInt64 = 2n ** 63n - 1n

const quote = (text: string): string => JSON.stringify(text)

const invalid = (reason: string, code: Invalid['code'] = 'errTemplateInvalid'): Invalid => ({
  kind: 'invalid',
  code,
  reason,
})

const integer = (text: string): bigint | Invalid => {
  if (!/^[+-]?\d+$/.test(text)) return invalid(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`, 'NumError')
  const value = BigInt(text.replace('+', ''))
  return value > maxInt64 || value < -maxInt64 - 1n
    ? invalid(`strconv.ParseInt: parsing ${quote(text)}: value out of range`, 'NumError')
    : value
}

const boundsProblem = (
  form: 'bash' | 'at',
  template: string,
  { start, end, step }: Pick<TemplateRange, 'start' | 'end' | 'step'>,
): Invalid | undefined => {
  const name = `invalid '${form}' template ${quote(template)}`
  if (start > end) return invalid(`${name}: 'start' cannot be greater than 'end'`)
  if (start < 0n) return invalid(`${name}: 'start' is negative`)
  return step <= 0n ? invalid(`${name}: 'step' is non-positive`) : undefined
}

const ranged = (prefix: string, ranges: readonly TemplateRange[]): NameTemplate =>
  countOf(ranges) > maxInt64
    ? invalid('combined ranges are too large to expand', '')
    : { kind: 'ranges', prefix, ranges }

/** How many names ranges stand for; exact, whatever their size. */
export const countOf = (ranges: readonly TemplateRange[]): bigint =>
  ranges.reduce((count, { start, end, step }) => count * ((end - start) / step + 1n), 1n)

const invalidBash = (template: string): Invalid =>
  invalid(`invalid 'bash' template ${quote(template)} (expecting e.g. 'prefix-{0001..0010..1}-suffix')`)

const isInvalid = (value: bigint | Invalid | TemplateRange): value is Invalid =>
  typeof value === 'object' && 'kind' in value

/** `0001..0010..1`, what stands between braces. */
const braceRange = (rest: string, inside: string, gap: string): TemplateRange | Invalid => {
  const texts = inside.split('..')
  if (texts.length < 2 || texts.length > 3) return invalidBash(rest)
  const numbers: bigint[] = []
  for (const text of texts) {
    const number = integer(text)
    if (isInvalid(number)) return number
    numbers.push(number)
  }
  const [start = 0n, end = 0n, step = 1n] = numbers
  // The narrower of the two bounds tells the width; bash takes the wider one.
  const width = Math.min(texts[0]?.length ?? 0, texts[1]?.length ?? 0)
  return boundsProblem('bash', rest, { start, end, step }) ?? { start, end, step, width, gap }
}

const parseBraces = (template: string): NameTemplate | undefined => {
  const [first, last] = [template.indexOf('{'), template.lastIndexOf('}')]
  if (first < 0 || last < 0) return undefined
  if (last < first) return invalidBash(template)
  const ranges: TemplateRange[] = []
  for (let rest = template; rest.includes('{');) {
    const [left, right] = [rest.indexOf('{'), rest.indexOf('}')]
    if (right < left) return invalidBash(rest)
    const after = rest.slice(right + 1)
    const next = after.indexOf('{')
    const range = braceRange(rest, rest.slice(left + 1, right), next < 0 ? after : after.slice(0, next))
    if (isInvalid(range)) return range
    ranges.push(range)
    rest = after
  }
  return ranged(template.slice(0, first), ranges)
}

const parseAt = (template: string): NameTemplate | undefined => {
  if (!template.includes('@')) return undefined
  const [prefix = '', ...parts] = template.split('@')
  const ranges: TemplateRange[] = []
  for (const part of parts) {
    const digits = /^\d*/.exec(part)?.[0] ?? ''
    const end = integer(digits)
    if (isInvalid(end)) return end
    ranges.push({ start: 0n, end, step: 1n, width: digits.length, gap: part.slice(digits.length) })
  }
  return ranged(prefix, ranges)
}

const parsePercent = (template: string): NameTemplate | undefined => {
  const [prefix = '', rest, ...more] = template.split('%')
  if (rest === undefined || more.length > 0) return undefined
  const [, digits = '', gap = ''] = /^(0\d+)?d(.*)$/s.exec(rest) ?? [undefined, undefined, undefined]
  if (!/^(?:0\d+)?d/.test(rest))
    return invalid(`invalid 'fmt' template ${quote(template)} (expecting e.g. 'prefix-%06d-suffix)`)
  if (digits !== '' && BigInt(digits) > maxInt64)
    return invalid(`invalid 'fmt' template ${quote(template)} (expecting e.g. 'prefix-%06d-suffix)`)
  return ranged(prefix, [{ start: 0n, end: maxInt64 - 1n, step: 1n, width: Number(digits), gap }])
}

/**
 * Reads a template as AIStore does: braces, then `@`, then `%d`; all else is a prefix, and nothing or `*` is the whole bucket.
 * @wire cmn/cos/template.go NewParsedTemplate
 */
export const parseTemplate = (template: string): NameTemplate => {
  if (template === '' || template === '*') return { kind: 'all' }
  return (
    parseBraces(template) ??
    parseAt(template) ??
    parsePercent(template) ?? { kind: 'prefix', prefix: template.endsWith('*') ? template.slice(0, -1) : template }
  )
}

/** Wider than any name may be: such a name is refused, and need not be made in full. */
const widest = 4096

const filled = (value: bigint, width: number): string => value.toString().padStart(Math.min(width, widest), '0')

/** Yields the names that ranges stand for, the last range fastest; nothing is made ahead. */
export const expandRanges = function* (prefix: string, ranges: readonly TemplateRange[]): Generator<string> {
  const [range, ...rest] = ranges
  if (range === undefined) yield prefix
  else
    for (let at = range.start; at <= range.end; at += range.step) {
      const begun = prefix + filled(at, range.width) + range.gap
      if (rest.length === 0) yield begun
      else yield* expandRanges(begun, rest)
    }
}
