import type { ResponseHeaders } from '../transport/response-headers.js'

const decimal = /^\d{1,15}$/

const parseDate = (text: string | undefined): number | undefined => {
  // `Date.parse` takes much for a date that HTTP has none for, as in `-1`.
  const atMs = text !== undefined && /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? undefined : atMs
}

/** Reads `Retry-After`, seconds or an HTTP date, as milliseconds from now; `undefined` when absent or no such thing. */
export const parseRetryAfterMs = (value: string | undefined, nowMs: number): number | undefined => {
  const text = value?.trim() ?? ''
  if (decimal.test(text)) return Number(text) * 1000
  const atMs = parseDate(text)
  return atMs === undefined ? undefined : Math.max(0, atMs - nowMs)
}

/**
 * How long an answer asks to wait, in milliseconds. A date counts from the answer's own `Date`: both are of the server's
 * clock, so that it does not matter what the clock here says, or whether it jumps.
 */
export const retryAfterMsOf = (headers: ResponseHeaders): number | undefined =>
  parseRetryAfterMs(headers.get('retry-after'), parseDate(headers.get('date')) ?? Date.now())
