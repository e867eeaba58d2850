import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { invalidInput } from './invalid-input.js'

const visible = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

/** Checks that a text can be a header's value: no line breaks or control characters, nothing beyond Latin-1. */
export const checkHeaderValue = (
  operation: string,
  field: string,
  value: string | undefined,
): InvalidInputError | undefined =>
  value === undefined || visible.test(value)
    ? undefined
    : invalidInput(operation, field, 'contains characters that a header cannot carry')
