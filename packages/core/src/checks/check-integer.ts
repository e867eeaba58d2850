import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { invalidInput } from './invalid-input.js'

/** Checks that an optional number is a safe integer within bounds, both inclusive. */
export const checkInteger = (
  operation: string,
  field: string,
  value: number | undefined,
  bounds: { readonly min: number; readonly max?: number },
): InvalidInputError | undefined => {
  if (value === undefined) return undefined
  const max = bounds.max ?? Number.MAX_SAFE_INTEGER
  return Number.isSafeInteger(value) && value >= bounds.min && value <= max
    ? undefined
    : invalidInput(
        operation,
        field,
        `must be an integer from ${bounds.min} to ${max}, got ${typeof value === 'number' ? value : typeof value}`,
      )
}
