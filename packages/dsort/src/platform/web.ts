import { NotSupportedError } from '@ais/core'
import type { Platform } from './platform.js'

/** Outside of Node there are no local files. */
export const platform: Platform = {
  readSpec: async (operation) => {
    throw new NotSupportedError(`${operation}: there are no local files on this platform; give the spec itself`, {
      operation,
    })
  },
}
