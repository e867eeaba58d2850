/** Part of an object as asked for; `suffix` counts from the end, the others from the start, both ends inclusive. */
export type ByteRange =
  | { readonly kind: 'from'; readonly start: number; readonly end?: number }
  | { readonly kind: 'suffix'; readonly length: number }

const digits = (text: string): number | undefined => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** Reads a `Range` value, `bytes=a-b`, `bytes=a-` or `bytes=-n`; `undefined` for anything else, several ranges among it. */
export const parseByteRange = (value: string): ByteRange | undefined => {
  const match = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(value)
  if (match === null) return undefined
  const [, first = '', last = ''] = match
  if (first === '') {
    const length = digits(last)
    return last === '' || length === undefined || length === 0 ? undefined : { kind: 'suffix', length }
  }
  const start = digits(first)
  if (start === undefined) return undefined
  if (last === '') return { kind: 'from', start }
  const end = digits(last)
  return end === undefined || end < start ? undefined : { kind: 'from', start, end }
}

/** Writes a range as the value of a `Range` header. */
export const formatByteRange = (range: ByteRange): string =>
  range.kind === 'suffix' ? `bytes=-${range.length}` : `bytes=${range.start}-${range.end ?? ''}`

/**
 * The rest of a range after some of its bytes; `undefined` when nothing is left.
 * The start of a suffix is not known before the first answer, so its rest is again a suffix.
 */
export const restOfRange = (range: ByteRange, deliveredBytes: number): ByteRange | undefined => {
  if (range.kind === 'suffix') {
    const length = range.length - deliveredBytes
    return length > 0 ? { kind: 'suffix', length } : undefined
  }
  const start = range.start + deliveredBytes
  if (range.end === undefined) return { kind: 'from', start }
  return start > range.end ? undefined : { kind: 'from', start, end: range.end }
}
