/** Larger ones are no 64-bit integers, and dear to make. */
const integer = /^-?\d{1,40}$/

/**
 * Parses JSON with every integer beyond 2^53 as a bigint, up to 40 digits; all other numbers stay numbers.
 * About three times the cost of `JSON.parse`, so only answers that carry such numbers use it.
 * @throws SyntaxError as `JSON.parse` does
 */
export const parseExactJson = (text: string): unknown =>
  JSON.parse(text, ((_key: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    integer.test(context.source)
      ? BigInt(context.source)
      : value) as (key: string, value: unknown) => unknown)
