const unitNs: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/** Reads a Go duration, `1h30m`, `250ms`, in nanoseconds; `undefined` for what is none. */
export const goDurationNs = (text: string): number | undefined => {
  if (text === '0') return 0
  const [, sign, parts = ''] = /^([+-]?)((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.exec(text) ?? []
  if (sign === undefined) return undefined
  const total = [...parts.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gy)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + Number(count) * (unitNs[unit] ?? 0),
    0,
  )
  return sign === '-' ? -total : total
}

/** Reads a Go duration in milliseconds; `undefined` for what is none. */
export const goDurationMs = (text: string): number | undefined => {
  const ns = goDurationNs(text)
  return ns === undefined ? undefined : ns / 1e6
}
