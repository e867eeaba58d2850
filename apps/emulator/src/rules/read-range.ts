import { ApiFailure } from '../api-failure.js'

/** Bytes to send; `end` is exclusive. */
export interface ReadRange {
  readonly start: number
  readonly end: number
}

const invalid = (spec: string, why: string): ApiFailure => new ApiFailure(416, `read range "${spec}" is invalid ${why}`)

/** A number as Go's ParseInt takes it, int64 and all; `undefined` for none. */
const parseInt64 = (text: string): number | undefined => {
  if (!/^[+-]?\d+$/.test(text)) return undefined
  const value = BigInt(text.replace(/^\+/, ''))
  return value < -(2n ** 63n) || value >= 2n ** 63n ? undefined : Number(value)
}

/** One range of a header; `undefined` when it begins past the end. */
const oneRange = (spec: string, header: string, sizeBytes: number): ReadRange | undefined => {
  const dash = spec.indexOf('-')
  if (dash < 0) throw invalid(header, '(-)')
  const [first, last] = [spec.slice(0, dash).trim(), spec.slice(dash + 1).trim()]
  if (first === '') {
    if (last === '' || last.startsWith('-')) throw invalid(spec, 'as per RFC 7233 Section 2.1')
    const length = parseInt64(last)
    if (length === undefined) throw invalid(spec, '(see RFC 7233 Section 2.1)')
    return { start: Math.max(0, sizeBytes - length), end: sizeBytes }
  }
  const start = parseInt64(first)
  if (start === undefined || start < 0) throw invalid(spec, '(start)')
  if (start >= sizeBytes) return undefined
  if (last === '') return { start, end: sizeBytes }
  const end = parseInt64(last)
  if (end === undefined || end < start) throw invalid(spec, '(end)')
  return { start, end: Math.min(end + 1, sizeBytes) }
}

/**
 * Reads a `Range` header against an object's size; `undefined` for none. A suffix of nothing is an empty range, as AIStore has it.
 * @throws ApiFailure 416, worded as AIStore does
 * @wire ais/utils.go parseMultiRange
 */
export const readRange = (header: string | undefined, sizeBytes: number, subject: string): ReadRange | undefined => {
  if (header === undefined || header === '') return undefined
  if (!header.startsWith('bytes=')) throw invalid(header, '(prefix)')
  const given = header.slice('bytes='.length).split(',')
  const specs = given.map((spec) => spec.trim()).filter((spec) => spec !== '')
  // The real server breaks the connection here.
  if (specs.length === 0) throw invalid(header, '(-)')
  const ranges = specs.flatMap((spec) => oneRange(spec, header, sizeBytes) ?? [])
  const [range] = ranges
  if (range === undefined)
    throw new ApiFailure(
      416,
      `size=${sizeBytes}: not satisfiable range${given.length > 1 ? 's' : ''} [${given.join(' ')}]`,
      'ErrRangeNotSatisfiable',
      {
        'Content-Range': `bytes */${sizeBytes}`,
      },
    )
  if (ranges.length > 1)
    throw new ApiFailure(416, `cannot multi-range read ${subject} - operation not supported`, 'ErrUnsupp')
  return range
}
