import type { SendOptions } from '@ais/core'

/** Options of each of the calls that one piece of work takes: `timeoutMs` is one limit for all of them, counted from now. */
export const callFor = (options: SendOptions): (() => SendOptions) => {
  const startedMs = performance.now()
  const { signal, ending, timeoutMs } = options
  return () => ({
    ...(signal === undefined ? {} : { signal }),
    ...(ending === undefined ? {} : { ending }),
    ...(timeoutMs === undefined || timeoutMs === 0
      ? {}
      : { timeoutMs: Math.max(1, Math.ceil(timeoutMs - (performance.now() - startedMs))) }),
  })
}
