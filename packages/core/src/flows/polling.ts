import type { CallOptions } from '../call-options.js'
import { TimeoutError } from '../errors/timeout-error.js'
import { pause } from '../send/call-scope.js'

/** First wait between two polls of a flow; it grows by half each time. */
const firstPollMs = 100

/** Gives waits of growing length, up to `maxMs`, for a flow that asks until something is done. @defaultValue 10000 */
export const pollDelaysMs = function* (maxMs = 10_000): Generator<number, never> {
  for (let delayMs = firstPollMs; ; delayMs *= 1.5) yield Math.min(maxMs, delayMs)
}

/**
 * The rest of a flow's time, as the options of its next call.
 * @throws TimeoutError when there is none left
 */
export const remainingCall = (operation: string, call: CallOptions, startedMs: number): CallOptions => {
  const { signal, timeoutMs = 0 } = call
  const leftMs = Math.round(timeoutMs - (performance.now() - startedMs))
  if (timeoutMs > 0 && leftMs < 1)
    throw new TimeoutError('total', timeoutMs, `${operation}: not done within ${timeoutMs} ms; raise timeoutMs`, {
      operation,
    })
  return {
    ...(signal === undefined ? {} : { signal }),
    // What cannot be a time is left for the call to refuse.
    ...(timeoutMs > 0 ? { timeoutMs: leftMs } : call.timeoutMs === undefined ? {} : { timeoutMs }),
  }
}

/** Waits between two polls, no longer than the flow's time lasts; ends early when the signal fires. */
export const pausePolling = (
  operation: string,
  delayMs: number,
  call: CallOptions,
  startedMs: number,
): Promise<void> => {
  const { timeoutMs = 0 } = remainingCall(operation, call, startedMs)
  return pause(timeoutMs > 0 ? Math.min(delayMs, timeoutMs) : delayMs, call.signal ?? new AbortController().signal)
}
