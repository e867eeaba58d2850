import type { Validation, ValidationError } from 'io-ts'
import { DecodeError } from '../errors/decode-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import type { OperationResponse } from '../operation.js'
import { parseExactJson } from '../wire/exact-json.js'
import { collectAnswer } from './collect.js'

/** What `readJson` needs of an io-ts codec. */
export interface Decoder<A> {
  readonly name: string
  decode(input: unknown): Validation<A>
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const deepest = (errors: readonly ValidationError[]): ValidationError | undefined =>
  errors.reduce<ValidationError | undefined>(
    (best, error) => (best === undefined || error.context.length > best.context.length ? error : best),
    undefined,
  )

const isOfParts = (type: unknown): boolean => {
  const tag = (type as { readonly _tag?: unknown } | undefined)?._tag
  return tag === 'IntersectionType' || tag === 'UnionType'
}

/** Keys on the way to a value; the numbers by which io-ts counts the parts of a type are not in the answer. */
const pathOf = (entries: ValidationError['context']): string =>
  entries
    .filter(({ key }, index) => key !== '' && !isOfParts(entries[index - 1]?.type))
    .map(({ key }) => key)
    .join('.')

/** Decodes parsed JSON; the error names the path and the value's type, never the value. */
export const decodeWith = <A>(decoder: Decoder<A>, input: unknown, context: ErrorContext): A => {
  const decoded = decoder.decode(input)
  if (decoded._tag === 'Right') return decoded.right
  const worst = deepest(decoded.left)
  const expected = worst?.context.at(-1)?.type.name ?? decoder.name
  throw new DecodeError(
    worst === undefined ? '' : pathOf(worst.context),
    `is ${typeOf(worst?.value)} where ${expected.slice(0, 80)} is expected; the server is not one this SDK knows`,
    context,
  )
}

/** Parses JSON text of an answer. @throws DecodeError when it is cut or not JSON */
export const parseJson = (text: string, context: ErrorContext, exactIntegers = false): unknown => {
  try {
    return exactIntegers ? parseExactJson(text) : JSON.parse(text)
  } catch {
    throw new DecodeError('', `is not JSON (${text.length} characters)`, context)
  }
}

/**
 * Reads a JSON answer by what was asked, whatever its Content-Type.
 * `exactIntegers` keeps integers beyond 2^53 as bigint, at about three times the parsing cost.
 */
export const readJson =
  <A>(
    operation: string,
    decoder: Decoder<A>,
    options: { readonly exactIntegers?: boolean } = {},
  ): ((response: OperationResponse) => Promise<A>) =>
  async (response) => {
    const context: ErrorContext = { ...response.context, operation, node: response.node }
    const text = await collectAnswer(response.body, context)
    return decodeWith(decoder, parseJson(text, context, options.exactIntegers), context)
  }
