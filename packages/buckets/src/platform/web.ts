import { NotSupportedError } from '@ais/core'
import type { Platform } from './platform.js'

const refusal = (operation: string): NotSupportedError =>
  new NotSupportedError(`${operation}: there are no local folders on this platform`, { operation })

/** Outside of Node there are no local folders. */
export const platform: Platform = {
  // eslint-disable-next-line require-yield
  walk: async function* (operation) {
    throw refusal(operation)
  },
  openTarget: async (operation) => {
    throw refusal(operation)
  },
}
