const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (value: number): string => String(value).padStart(2, '0')

/** Writes the part of a second as Go does, `.25`; nothing where there is none. */
export const fractionOf = (ns: bigint): string => {
  const digits = String(ns % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0{1,9}$/, '')
  return digits === '' ? '' : `.${digits}`
}

/** Writes a time as listings do: RFC 822 unless a Go layout is given, of which the ISO ones are known. */
export const formatListTime = (atimeNs: bigint, layout: string): string => {
  const at = new Date(Number(atimeNs / 1_000_000n))
  if (layout.startsWith('2006-01-02T15:04:05')) {
    const seconds = at.toISOString().slice(0, 19)
    const fraction = layout.includes('.') ? fractionOf(atimeNs) : ''
    return `${seconds}${fraction}Z`
  }
  return `${two(at.getUTCDate())} ${months[at.getUTCMonth()] ?? ''} ${two(at.getUTCFullYear() % 100)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`
}
