/** Part of an object that an answer holds; both ends inclusive. */
export interface ContentRange {
  readonly start: number
  readonly end: number
  /** Size of the whole; `undefined` when the server says `*`. */
  readonly total: number | undefined
}

/** Reads `Content-Range: bytes a-b/size`; `undefined` for anything else. */
export const parseContentRange = (value: string | undefined): ContentRange | undefined => {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(value ?? '')
  if (match === null) return undefined
  const [, start = '', end = '', total = ''] = match
  const range = { start: Number(start), end: Number(end), total: total === '*' ? undefined : Number(total) }
  return range.start <= range.end && (range.total === undefined || range.end < range.total) ? range : undefined
}
