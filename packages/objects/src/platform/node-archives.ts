import type { ArchivePlatform } from '../archives/archives.js'
import { createTarWriter } from '../archives/write-tar.js'

/** Archives in Node; what reads a format is loaded when the first of it is read. */
export const archives: ArchivePlatform = {
  readArchive: async function* (content, format, context, maxZipBytes) {
    if (format === '.zip') {
      const { readZip } = await import('../archives/read-zip.js')
      yield* readZip(content, context, maxZipBytes)
      return
    }
    const { readTar } = await import('../archives/read-tar.js')
    const { gunzip } = await import('../archives/gunzip.js')
    yield* readTar(format === '.tgz' ? gunzip(content, context) : content, context)
  },
  createTarWriter,
}
