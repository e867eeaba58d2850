import { NotSupportedError } from '@ais/core'
import type { TarPlatform } from '../tar/tar.js'

/** The library that reads and writes TARs needs Node's events. */
export const tar: TarPlatform = {
  // eslint-disable-next-line require-yield
  readTar: async function* (_content, { operation }) {
    throw new NotSupportedError(`${operation}: TARs cannot be read on this platform`, { operation })
  },
  createTarWriter: () => {
    const operation = 'objects.writeTar'
    throw new NotSupportedError(`${operation}: TARs cannot be written on this platform`, { operation })
  },
}
