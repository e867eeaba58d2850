import type { BucketTotals } from './store.js'

/** Sums up sizes; all zero for none. */
export const totalsOf = (sizes: readonly number[]): BucketTotals =>
  sizes.reduce<BucketTotals>(
    ({ count, bytes, minBytes, maxBytes }, size) => ({
      count: count + 1,
      bytes: bytes + size,
      minBytes: count === 0 ? size : Math.min(minBytes, size),
      maxBytes: Math.max(maxBytes, size),
    }),
    { count: 0, bytes: 0, minBytes: 0, maxBytes: 0 },
  )
