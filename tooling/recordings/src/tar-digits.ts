const blockBytes = 512

/** Fields of a header that are octal numbers, by where they begin and end; the checksum of the header follows from them. */
const numbers: readonly (readonly [number, number])[] = [
  [100, 108],
  [108, 116],
  [116, 124],
  [124, 136],
  [136, 148],
  [329, 337],
  [337, 345],
]
const checksum = [148, 156] as const

const valueAt = (header: Buffer, [from, to]: readonly [number, number]): number =>
  Number.parseInt(header.toString('latin1', from, to).replaceAll(/[\0 ]/g, '') || '0', 8)

/** A tar with its headers' numbers written in one way. */
const normalised = (tar: Buffer): Buffer => {
  const copy = Buffer.from(tar)
  for (let at = 0; at + blockBytes <= copy.length && copy[at] !== 0;) {
    const header = copy.subarray(at, at + blockBytes)
    const sizeBytes = valueAt(header, [124, 136])
    for (const field of numbers)
      header.write(String(valueAt(header, field)).padEnd(field[1] - field[0]), field[0], 'latin1')
    header.fill(0, ...checksum)
    at += blockBytes + Math.ceil(sizeBytes / blockBytes) * blockBytes
  }
  return copy
}

/** Tells whether two tars, in base64, differ in nothing but how the numbers in their headers are written. */
export const differInDigitsOnly = (one: string, other: string): boolean =>
  normalised(Buffer.from(one, 'base64')).equals(normalised(Buffer.from(other, 'base64')))
