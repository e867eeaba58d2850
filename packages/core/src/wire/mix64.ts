// 64 bits as two halves of 32: bigints would cost more than the rest of a placement, and a map may have hundreds of targets.
let hi = 0
let lo = 0

const add = (high: number, low: number): void => {
  const sum = lo + low
  lo = sum >>> 0
  hi = (hi + high + (sum > 0xffff_ffff ? 1 : 0)) >>> 0
}

const multiply = (high: number, low: number): void => {
  const [a0, a1, b0, b1] = [lo & 0xffff, lo >>> 16, low & 0xffff, low >>> 16]
  const first = a0 * b0
  const middle = a0 * b1 + a1 * b0 + Math.floor(first / 65_536)
  const carried = a1 * b1 + Math.floor(middle / 65_536)
  hi = (carried + (Math.imul(lo, high) >>> 0) + (Math.imul(hi, low) >>> 0)) >>> 0
  lo = (((middle & 0xffff) << 16) | (first & 0xffff)) >>> 0
}

/** XORs with itself, moved right by so many bits, fewer than 32. */
const fold = (bits: number): void => {
  lo = (lo ^ ((lo >>> bits) | (hi << (32 - bits)))) >>> 0
  hi = (hi ^ (hi >>> bits)) >>> 0
}

const rotateLeft7 = (): void => {
  const [high, low] = [hi, lo]
  hi = ((high << 7) | (low >>> 25)) >>> 0
  lo = ((low << 7) | (high >>> 25)) >>> 0
}

/** A 64-bit number in two halves, each unsigned. */
export interface Halves {
  readonly hi: number
  readonly lo: number
}

/** Takes a bigint apart. */
export const halvesOf = (value: bigint): Halves => ({
  hi: Number((value >> 32n) & 0xffff_ffffn),
  lo: Number(value & 0xffff_ffffn),
})

/**
 * Mixes 64 bits as AIStore does (xoshiro256** seeded by splitmix64, first output).
 * @wire cmn/xoshiro256/xoshiro256.go Hash
 */
export const mixHalves = (high: number, low: number): Halves => {
  hi = high >>> 0
  lo = low >>> 0
  add(0x9e37_79b9, 0x7f4a_7c15)
  fold(30)
  multiply(0xbf58_476d, 0x1ce4_e5b9)
  fold(27)
  multiply(0x94d0_49bb, 0x1331_11eb)
  fold(31)
  add(0x9e37_79b9, 0x7f4a_7c15)
  fold(30)
  multiply(0xbf58_476d, 0x1ce4_e5b9)
  fold(27)
  multiply(0x94d0_49bb, 0x1331_11eb)
  fold(31)
  multiply(0, 5)
  rotateLeft7()
  multiply(0, 9)
  return { hi, lo }
}

/** The same of a bigint. */
export const mix64 = (seed: bigint): bigint => {
  const { hi: high, lo: low } = halvesOf(seed)
  const mixed = mixHalves(high, low)
  return (BigInt(mixed.hi) << 32n) | BigInt(mixed.lo)
}
