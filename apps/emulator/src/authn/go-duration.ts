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
