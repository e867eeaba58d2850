import type { CallOptions } from '@ais/core'

/** Waits for a time; ends early when the signal fires, the next call then fails with it. */
export const wait = (delayMs: number, signal: CallOptions['signal']): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    signal?.addEventListener('abort', done)
    if (signal?.aborted === true) done()
  })

/** First wait between two polls; it grows by half each time, up to {@link maxPollMs}. */
const firstPollMs = 100
const maxPollMs = 10_000

/** Waits of growing length. */
export const pollDelaysMs = function* (): Generator<number> {
  for (let delayMs = firstPollMs; ; delayMs = Math.min(maxPollMs, delayMs * 1.5)) yield delayMs
}

/** The rest of a call's time, for the next of its steps; at least 1 ms, so that it fails as a timeout. */
export const remaining = (call: CallOptions, startedMs: number): CallOptions => ({
  ...(call.signal === undefined ? {} : { signal: call.signal }),
  ...(call.timeoutMs === undefined || call.timeoutMs === 0
    ? {}
    : { timeoutMs: Math.max(1, Math.round(call.timeoutMs - (performance.now() - startedMs))) }),
})
