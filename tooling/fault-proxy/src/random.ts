import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance that is the same for the same seed. */
export interface Random {
  readonly seed: number
  /** An integer, both bounds included. */
  integer(from: number, to: number): number
  /** Tells whether something with this probability, 0 to 1, happens. */
  happens(probability: number): boolean
  /** One of some things. */
  pick<A>(among: readonly [A, ...A[]]): A
}

/** Makes a source of chance from a seed, a 32-bit integer. */
export const randomOf = (seed: number): Random => {
  const generator = xoroshiro128plus(seed)
  const integer = (from: number, to: number): number => uniformInt(generator, from, to)
  return {
    seed,
    integer,
    happens: (probability) => integer(0, 999_999) < probability * 1_000_000,
    pick: (among) => among[integer(0, among.length - 1)] ?? among[0],
  }
}
