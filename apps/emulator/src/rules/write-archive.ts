import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { notEmulated } from '../strict.js'
import type { ArchiveFormat } from './archive-format.js'
import type { ArchiveMember } from './archive-member.js'
import { tarStreamOf } from './tar-stream-of.js'

const gzipped = async function* (content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(content, { objectMode: false })
  const zipped = createGzip({ level: 1 })
  source.on('error', (error) => zipped.destroy(error))
  yield* source.pipe(zipped) as AsyncIterable<Uint8Array>
}

const zipOf = async function* (members: AsyncIterable<ArchiveMember>): AsyncGenerator<Uint8Array> {
  const { ZipFile } = await import('yazl')
  const zip = new ZipFile()
  const output = zip.outputStream as unknown as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  const filled = (async () => {
    for await (const { path, content, header } of members) {
      const stream = Readable.from(content(), { objectMode: false })
      stream.on('error', (error) => output.destroy(error))
      // A leading slash is AIStore's to store and this writer's to refuse.
      zip.addReadStream(stream, path.replace(/^\/+/, ''), header.mtime === undefined ? {} : { mtime: header.mtime })
      // The next member may only be asked for when this one was read.
      await new Promise<void>((resolve) => void stream.once('close', resolve))
    }
    zip.end()
  })().catch((error: unknown) => void output.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    yield* output as AsyncIterable<Uint8Array>
  } finally {
    output.destroy()
    await filled
  }
}

/** Writes an archive of members while they are read. */
export const writeArchive = (
  members: AsyncIterable<ArchiveMember>,
  format: ArchiveFormat,
): AsyncIterable<Uint8Array> => {
  if (format === '.tar.lz4') throw notEmulated('writing .tar.lz4')
  if (format === '.zip') return zipOf(members)
  return format === '.tgz' ? gzipped(tarStreamOf(members)) : tarStreamOf(members)
}
