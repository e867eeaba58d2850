import { isAisError } from '@ais/core'

/** A parser under test. */
export interface Target {
  readonly name: string
  /** Inputs that it was made for. */
  readonly seeds: readonly (string | Uint8Array)[]
  /** Texts that mean something to it; edits put them in. */
  readonly words: readonly string[]
  /** Gives an input to the parser. Throws when it breaks what is promised of it. */
  readonly check: (input: Uint8Array) => void | Promise<void>
}

/** An input as UTF-8 text; what is no UTF-8 becomes U+FFFD. */
export const textOf = (input: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(input)

/** Fails with what was promised. */
export function promised(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`)
}

const show = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)

/** Holds two values to be the same. */
export const same = (actual: unknown, expected: unknown, promise: string): void => {
  const [here, there] = [JSON.stringify(actual, show), JSON.stringify(expected, show)]
  promised(here === there, `${promise}: ${here} is not ${there}`)
}

/** Gives what a parser gives, `undefined` where it refuses with an error of the SDK; any other error is thrown. */
export const orRefusal = <A>(parse: () => A): A | undefined => {
  try {
    return parse()
  } catch (error) {
    if (!isAisError(error)) throw error
    return undefined
  }
}

/** As {@link orRefusal}, for parsers that read a stream. */
export const orRefusalLater = async <A>(parse: () => Promise<A>): Promise<A | undefined> => {
  try {
    return await parse()
  } catch (error) {
    if (!isAisError(error)) throw error
    return undefined
  }
}

/** An input as a stream, in pieces whose sizes follow from its content. */
export const inPieces = async function* (input: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < input.length;) {
    const size = 1 + ((input[at] ?? 0) % 97)
    yield input.subarray(at, at + size)
    at += size
  }
}
