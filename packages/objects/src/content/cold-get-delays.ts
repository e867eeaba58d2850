const secondMs = 1_000

/** Share of the expected time that the shortest wait is, and of which the longest is a multiple. */
const scale = 4

const clamp = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max)

/** Shortest and longest wait between two questions whether an object has arrived, in milliseconds. */
export const coldGetBoundsMs = (
  sizeBytes: number,
  { estBandwidthBps, maxColdWaitMs }: { readonly estBandwidthBps: number; readonly maxColdWaitMs: number },
): { readonly minMs: number; readonly maxMs: number } => {
  const expectedSeconds = sizeBytes / estBandwidthBps
  const minMs = clamp(expectedSeconds / scale, 2, 10) * secondMs
  const longestMs = Math.min(Math.floor(maxColdWaitMs / 2), Math.floor(expectedSeconds * scale) * secondMs)
  return { minMs, maxMs: Math.max(minMs, longestMs) }
}

/** Waits between the questions whether an object has arrived: 2 s, doubled each time, within bounds that follow from its size. */
export const coldGetDelaysMs = function* (
  sizeBytes: number,
  options: { readonly estBandwidthBps: number; readonly maxColdWaitMs: number },
): Generator<number> {
  const { minMs, maxMs } = coldGetBoundsMs(sizeBytes, options)
  for (let delayMs = 2 * secondMs; ; delayMs = Math.min(2 * delayMs, maxMs)) yield clamp(delayMs, minMs, maxMs)
}
