/** Numbers that follow from a seed, so that a run can be had again. */
export interface Random {
  /** A whole number below a bound. */
  below(bound: number): number
  /** True once in so many times. */
  oneIn(count: number): boolean
}

/** Mulberry32. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { below: (bound) => Math.floor(next() * bound), oneIn: (count) => next() * count < 1 }
}

/** Bytes that follow from a seed, and differ from piece to piece. */
export const bytesOf = (seed: number, sizeBytes: number): Uint8Array => {
  const random = randomOf(seed)
  const bytes = new Uint8Array(sizeBytes)
  const words = new Uint32Array(bytes.buffer, 0, Math.floor(sizeBytes / 4))
  let word = random.below(2 ** 32)
  for (let index = 0; index < words.length; index += 1) {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0
    words[index] = word
  }
  return bytes
}
