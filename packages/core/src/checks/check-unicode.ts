import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { isUnicode } from '../wire/unicode.js'
import { invalidInput } from './invalid-input.js'

/** Refuses texts that no path can carry. */
export const checkUnicode = (
  operation: string,
  texts: Readonly<Record<string, string>>,
): InvalidInputError | undefined => {
  const wrong = Object.keys(texts).find((name) => !isUnicode(texts[name] ?? ''))
  return wrong === undefined ? undefined : invalidInput(operation, wrong, 'must be valid Unicode')
}
