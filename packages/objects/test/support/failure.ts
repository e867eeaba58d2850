import { isAisError, type AisError } from '@ais/core'

/** The AisError that a call fails with; anything else fails the test. */
export const failureOf = async (call: Promise<unknown> | (() => unknown)): Promise<AisError> => {
  try {
    await (typeof call === 'function' ? call() : call)
  } catch (error) {
    if (isAisError(error)) return error
    throw error
  }
  throw new Error('expected a failure')
}

/** The `_tag` of the AisError that a call fails with, for ApiErrors with their code. */
export const tagOf = async (call: Promise<unknown> | (() => unknown)): Promise<string> => {
  const error = await failureOf(call)
  return error._tag === 'Api' ? `Api ${error.code}` : error._tag
}
