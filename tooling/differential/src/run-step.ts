import { isAisError } from '@ais/client'
import type { Place, Step } from './step.ts'

/** What a step came to, as plain data: only what must be the same everywhere. */
export type Outcome = { readonly value: unknown } | { readonly error: string }

/** Does a step; an error of AIStore is an outcome too. */
export const runStep = async (place: Place, step: Step): Promise<Outcome> => {
  try {
    return { value: await step.run(place) }
  } catch (error) {
    if (!isAisError(error)) throw error
    return { error: error._tag === 'Api' ? `Api ${error.code} ${error.status}` : error._tag }
  }
}
