import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { invalidInput } from './invalid-input.js'

const loneSurrogate = /\p{Surrogate}/u

/** Refuses texts that no path can carry: half of a surrogate pair has no UTF-8. */
export const checkUnicode = (
  operation: string,
  texts: Readonly<Record<string, string>>,
): InvalidInputError | undefined => {
  const wrong = Object.keys(texts).find((name) => loneSurrogate.test(texts[name] ?? ''))
  return wrong === undefined ? undefined : invalidInput(operation, wrong, 'must be valid Unicode')
}
