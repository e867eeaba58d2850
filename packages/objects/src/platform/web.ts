import { NotSupportedError } from '@ais/core'
import type { Platform } from './platform.js'

const unsupported = (operation: string): NotSupportedError =>
  new NotSupportedError(`${operation}: there are no local files on this platform; give bytes, a Blob or a stream`, {
    operation,
  })

/** Outside of Node there are no local files. */
export const platform: Platform = {
  openFile: (operation) => Promise.reject(unsupported(operation)),
  writeFile: (operation) => Promise.reject(unsupported(operation)),
  openPartial: (operation) => Promise.reject(unsupported(operation)),
  openUploadJournal: (operation) => Promise.reject(unsupported(operation)),
  leave: () => undefined,
  toNodeStream: () => {
    throw new NotSupportedError('objects.get: there are no Node streams on this platform; use toWebStream', {
      operation: 'objects.get',
    })
  },
  isDisturbed: () => false,
}
