import type { ArchivePlatform } from '../archives/archives.js'
import { gunzip } from '../archives/gunzip.js'
import { readTar } from '../archives/read-tar.js'
import { readZip } from '../archives/read-zip.js'
import { createTarWriter } from '../archives/write-tar.js'

/** Archives in Node. */
export const archives: ArchivePlatform = {
  readArchive: (content, format, context, maxZipBytes) => {
    if (format === '.zip') return readZip(content, context, maxZipBytes)
    return readTar(format === '.tgz' ? gunzip(content, context) : content, context)
  },
  createTarWriter,
}
