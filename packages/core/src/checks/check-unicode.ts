import type { InvalidInputError } from '../errors/invalid-input-error.js'
import type { Query } from '../operation.js'
import { invalidInput } from './invalid-input.js'

const loneSurrogate = /\p{Surrogate}/u

/** Refuses texts that no URL can carry: half of a surrogate pair has no UTF-8. */
export const checkUnicode = (operation: string, kind: string, values: Query): InvalidInputError | undefined => {
  const wrong = Object.keys(values).find((name) => loneSurrogate.test(`${name}${String(values[name] ?? '')}`))
  return wrong === undefined ? undefined : invalidInput(operation, `${kind}${wrong}`, 'must be valid Unicode')
}
