import { checkInteger, isAisError, type AisError, type InvalidInputError } from '@ais/core'

/** Files at a time, at most, where nobody says how many. */
export const defaultConcurrency = 32

/** Size that takes about as long to move as a call by itself takes. */
const unitBytes = 256 * 1024

/** How much work a file is, for what decides how many are moved at a time. */
export const unitsOf = (sizeBytes: number): number => 1 + sizeBytes / unitBytes

/** What is wrong with a number of files at a time. */
export const concurrencyProblem = (operation: string, concurrency: number | undefined): InvalidInputError | undefined =>
  checkInteger(operation, 'concurrency', concurrency, { min: 1, max: 256 })

/** Tells a failure of one file from what ends all of them. */
export const isOfOneFile = (error: unknown, signal: AbortSignal | undefined): error is AisError =>
  isAisError(error) && signal?.aborted !== true
