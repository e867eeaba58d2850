const decimal = /^\d{1,15}$/

/** Reads `Retry-After`, seconds or an HTTP date, as milliseconds from now; `undefined` when absent or no such thing. */
export const parseRetryAfterMs = (value: string | undefined, nowMs: number): number | undefined => {
  const text = value?.trim()
  if (text === undefined || text === '') return undefined
  if (decimal.test(text)) return Number(text) * 1000
  if (!/^[A-Z][a-z]{2}/.test(text)) return undefined
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs)
}
