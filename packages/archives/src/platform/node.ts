import type { Platform } from './platform.js'
import { createTarWriter } from '../write-tar.js'

/** Archives in Node; what reads a format is loaded when the first of it is read. */
export const platform: Platform = {
  readArchive: async function* (content, format, context, limits) {
    if (format === '.zip') {
      const { readZip } = await import('../read-zip.js')
      yield* readZip(content, context, limits)
      return
    }
    const { readTar } = await import('../read-tar.js')
    const { gunzip } = await import('../gunzip.js')
    yield* readTar(format === '.tgz' ? gunzip(content, context, limits.maxUnpackedBytes) : content, context)
  },
  createTarWriter,
}
