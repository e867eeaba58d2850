import * as t from 'io-ts'

/** As many digits as 64 bits have: making a number of a million digits takes seconds. */
const decimal = /^-?\d{1,20}$/

const toBigint = (input: unknown): bigint | undefined => {
  if (typeof input === 'bigint') return input >= -(2n ** 63n) && input < 2n ** 64n ? input : undefined
  if (typeof input === 'number') return Number.isSafeInteger(input) ? BigInt(input) : undefined
  return typeof input === 'string' && decimal.test(input) ? toBigint(BigInt(input)) : undefined
}

/** Decodes a 64-bit integer, signed or not, sent as a string, a number or an exact bigint; encodes to a string. */
export const Int64: t.Type<bigint, string, unknown> = /* @__PURE__ */ new t.Type(
  'Int64',
  (input): input is bigint => typeof input === 'bigint',
  (input, context) => {
    const value = toBigint(input)
    return value === undefined ? t.failure(input, context) : t.success(value)
  },
  String,
)

// Fifteen digits are exact as a number, and most sizes have fewer.
const short = /^-?\d{1,15}$/

/** Reads a count or size as {@link SafeInteger} does; `undefined` for what is none. */
export const toSafeInteger = (input: unknown): number | undefined => {
  if (typeof input === 'number') return Number.isSafeInteger(input) ? input : undefined
  // '-0' is 0 too.
  if (typeof input === 'string' && short.test(input)) return Number(input) || 0
  const value = toBigint(input)
  const number = Number(value)
  return value === undefined || !Number.isSafeInteger(number) ? undefined : number
}

/** Decodes a count or size sent as a string or number into a safe integer; encodes to a string. */
export const SafeInteger: t.Type<number, string, unknown> = /* @__PURE__ */ new t.Type(
  'SafeInteger',
  (input): input is number => Number.isSafeInteger(input),
  (input, context) => {
    const number = toSafeInteger(input)
    return number === undefined ? t.failure(input, context) : t.success(number)
  },
  String,
)
