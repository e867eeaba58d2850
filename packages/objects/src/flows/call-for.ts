import type { SendOptions } from '@ais/core'

/** What ends a piece of work, for each of its calls. */
export const endsOf = ({ signal, ending }: SendOptions): Pick<SendOptions, 'signal' | 'ending'> => ({
  ...(signal === undefined ? {} : { signal }),
  ...(ending === undefined ? {} : { ending }),
})

/** Options of a call that is a piece of work by itself, without what else a flow's options hold. */
export const callOf = (options: SendOptions): SendOptions => ({
  ...endsOf(options),
  ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
})

/** Options of each of the calls that one piece of work takes: `timeoutMs` is one limit for all of them, counted from now. */
export const callFor = (options: SendOptions): (() => SendOptions) => {
  const startedMs = performance.now()
  const { timeoutMs } = options
  // No limit is one for each call, and so is the connection's.
  if (timeoutMs === undefined || timeoutMs === 0) return () => callOf(options)
  return () => ({
    ...endsOf(options),
    timeoutMs: Math.max(1, Math.ceil(timeoutMs - (performance.now() - startedMs))),
  })
}
