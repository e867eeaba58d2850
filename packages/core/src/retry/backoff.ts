/** Longest `Retry-After` that is waited for; a longer one fails the call, which then tells it. */
export const maxRetryAfterMs = 30_000

/** Bounds of the waits between attempts, in milliseconds. */
export interface RetryBounds {
  readonly baseDelayMs: number
  readonly maxDelayMs: number
}

/** Draws the wait before attempt `attempt + 1`: uniformly between 0 and a bound that doubles (full jitter). */
export const backoffMs = (attempt: number, bounds: RetryBounds, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(bounds.maxDelayMs, bounds.baseDelayMs * 2 ** (attempt - 1)))
