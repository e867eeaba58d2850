const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Writes a size as AIStore's messages have it: `256KiB`, `1.0MiB`. */
export const goSize = (bytes: number, digits = 0): string => {
  let [value, unit] = [bytes, 0]
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(digits)}${units[unit] ?? ''}`
}
