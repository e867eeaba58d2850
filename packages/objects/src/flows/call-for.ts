import type { CallOptions } from '@ais/core'

/** Options of each of the calls that one piece of work takes: `timeoutMs` is one limit for all of them, counted from now. */
export const callFor = (options: CallOptions): (() => CallOptions) => {
  const startedMs = performance.now()
  const { signal, timeoutMs } = options
  return () => ({
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs === undefined || timeoutMs === 0
      ? {}
      : { timeoutMs: Math.max(1, Math.ceil(timeoutMs - (performance.now() - startedMs))) }),
  })
}
