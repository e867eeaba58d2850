const unitNs: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/** Reads a Go duration such as `1h30m` as nanoseconds; `undefined` for what is none. */
export const parseGoDuration = (text: string): number | undefined => {
  if (text === '0') return 0
  const [, sign, parts = ''] = /^([+-]?)((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.exec(text) ?? []
  if (sign === undefined) return undefined
  const total = [...parts.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + Number(count) * (unitNs[unit] ?? 0),
    0,
  )
  return sign === '-' ? -total : total
}

/** Writes whole seconds as Go does, `24h0m0s`. */
export const goSeconds = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const rest = `${seconds % 60}s`
  if (hours > 0) return `${hours}h${minutes}m${rest}`
  return minutes > 0 ? `${minutes}m${rest}` : rest
}

/** Writes nanoseconds as AIStore's configuration does: without seconds where there are none, `24h0m`. @wire cmn/cos/time.go Duration */
export const configDuration = (ns: number): string => {
  const text = goSeconds(Math.round(ns / 1e9))
  return text.endsWith('m0s') ? text.slice(0, -2) : text
}
