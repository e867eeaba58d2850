import { NotSupportedError } from '@ais/core'
import type { Platform } from './platform.js'

/** The libraries that read and write archives need Node. */
export const platform: Platform = {
  // eslint-disable-next-line require-yield
  readArchive: async function* (_content, _format, { operation }) {
    throw new NotSupportedError(`${operation}: archives cannot be read on this platform`, { operation })
  },
  createTarWriter: () => {
    const operation = 'archives.createTarWriter'
    throw new NotSupportedError(`${operation}: TARs cannot be written on this platform`, { operation })
  },
}
