import { InvalidInputError } from '../errors/invalid-input-error.js'

/** Makes the error for an argument that cannot be right. `reason` continues the sentence "<field> …". */
export const invalidInput = (operation: string, field: string, reason: string, subject?: string): InvalidInputError =>
  new InvalidInputError(field, reason, subject === undefined ? { operation } : { operation, subject })

/** The first problem of several checks. */
export const firstProblem = (...problems: readonly (InvalidInputError | undefined)[]): InvalidInputError | undefined =>
  problems.find((problem) => problem !== undefined)
