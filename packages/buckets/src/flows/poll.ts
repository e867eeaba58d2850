import { TimeoutError, type CallOptions } from '@ais/core'

/** Waits for a time; ends early when the signal fires, the next call then fails with it. */
const wait = (delayMs: number, signal: CallOptions['signal']): Promise<void> =>
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
export const pollDelaysMs = function* (): Generator<number, never> {
  for (let delayMs = firstPollMs; ; delayMs = Math.min(maxPollMs, delayMs * 1.5)) yield delayMs
}

/**
 * The rest of a flow's time, for its next step.
 * @throws TimeoutError when there is none left
 */
export const remaining = (operation: string, call: CallOptions, startedMs: number): CallOptions => {
  const { signal, timeoutMs = 0 } = call
  const leftMs = Math.round(timeoutMs - (performance.now() - startedMs))
  if (timeoutMs > 0 && leftMs < 1)
    throw new TimeoutError('total', timeoutMs, `${operation}: not done within ${timeoutMs} ms; raise timeoutMs`, {
      operation,
    })
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs > 0 ? { timeoutMs: leftMs } : call.timeoutMs === undefined ? {} : { timeoutMs }),
  }
}

/** Waits between two polls, no longer than the flow's time lasts. */
export const pausePolling = (
  operation: string,
  delayMs: number,
  call: CallOptions,
  startedMs: number,
): Promise<void> => {
  const { timeoutMs = 0 } = remaining(operation, call, startedMs)
  return wait(timeoutMs > 0 ? Math.min(delayMs, timeoutMs) : delayMs, call.signal)
}
