const unitsMs: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 36e5 }

/** Reads a Go duration, `1h30m`, `250ms`, in milliseconds; `undefined` for what is none. */
export const goDurationMs = (text: string): number | undefined => {
  if (text === '0') return 0
  if (!/^[+-]?(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined
  const total = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, value, unit]) => sum + Number(value) * (unitsMs[unit ?? ''] ?? 0),
    0,
  )
  return text.startsWith('-') ? -total : total
}
