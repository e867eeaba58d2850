import { ApiFailure } from '../api-failure.js'

/** Bytes to send; `end` is exclusive. */
export interface ReadRange {
  readonly start: number
  readonly end: number
}

const invalid = (spec: string, why: string): ApiFailure => new ApiFailure(416, `read range "${spec}" is invalid ${why}`)

/**
 * Reads a `Range` header against an object's size; `undefined` for none.
 * @throws ApiFailure 416, worded as AIStore does
 * @wire cmn/htrange.go ParseMultiRange
 */
export const readRange = (header: string | undefined, sizeBytes: number, subject: string): ReadRange | undefined => {
  if (header === undefined || header === '') return undefined
  if (!header.startsWith('bytes=')) throw invalid(header, '(prefix)')
  const specs = header.slice('bytes='.length).split(',').map((spec) => spec.trim())
  const ranges = specs.map((spec) => oneRange(spec, sizeBytes))
  if (ranges.length > 1) throw new ApiFailure(416, `cannot multi-range read ${subject} - operation not supported`, 'ErrUnsupp')
  const [range] = ranges
  if (range === undefined || range.start >= sizeBytes) {
    const spec = specs[0] ?? ''
    throw new ApiFailure(416, `size=${sizeBytes}: not satisfiable range [${spec}]`, 'ErrRangeNotSatisfiable', {
      'Content-Range': `bytes */${sizeBytes}`,
    })
  }
  return range
}

const oneRange = (spec: string, sizeBytes: number): ReadRange => {
  const dash = spec.indexOf('-')
  if (dash < 0) throw invalid(spec, '(parse)')
  const [first, last] = [spec.slice(0, dash).trim(), spec.slice(dash + 1).trim()]
  if (first === '' && last === '') throw invalid(spec, 'as per RFC 7233 Section 2.1')
  if (first === '') {
    if (!/^\d+$/.test(last)) throw invalid(spec, '(end)')
    return { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes }
  }
  if (!/^\d+$/.test(first)) throw invalid(spec, '(start)')
  const start = Number(first)
  if (last === '') return { start, end: sizeBytes }
  if (!/^\d+$/.test(last) || Number(last) < start) throw invalid(spec, '(end)')
  return { start, end: Math.min(Number(last) + 1, sizeBytes) }
}
