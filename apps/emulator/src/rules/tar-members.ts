import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { ApiFailure } from '../api-failure.js'
import type { ArchiveMember, ArchiveSource } from './archive-member.js'

/** Says what AIStore says of an archive that cannot be read. */
const asFailure = (error: unknown, uri: string): unknown => {
  if (!(error instanceof Error) || error instanceof ApiFailure) return error
  const { message } = error
  if (/unexpected end/i.test(message)) return new ApiFailure(400, 'unexpected EOF')
  if (/incorrect header check/.test(message))
    return new ApiFailure(400, `failed to open ${uri}: gzip: invalid header`, 'wrapError')
  if (/tar header/i.test(message)) return new ApiFailure(400, 'archive/tar: invalid tar header')
  return new ApiFailure(400, message)
}

/** Reads a tar, or a gzipped one, member by member; directories and links are members without content. */
export const tarMembers = async function* (archive: ArchiveSource, isZipped: boolean): AsyncGenerator<ArchiveMember> {
  if (isZipped && archive.sizeBytes === 0) throw new ApiFailure(400, `failed to open ${archive.uri}: EOF`, 'wrapError')
  const source = Readable.from(archive.read(0, archive.sizeBytes), { objectMode: false })
  const unpack = extract()
  const fail = (error: Error): void => void unpack.destroy(error)
  source.on('error', fail)
  const unzip = isZipped ? source.pipe(createGunzip()) : undefined
  unzip?.on('error', fail)
  ;(unzip ?? source).pipe(unpack)
  try {
    for await (const entry of unpack) {
      const { size, ...header } = entry.header
      let isRead = false
      yield {
        path: header.name,
        sizeBytes: size,
        isFile: header.type === 'file' || header.type === 'contiguous-file',
        header,
        content: () => {
          isRead = true
          return entry as AsyncIterable<Uint8Array>
        },
      }
      if (!isRead) entry.resume()
    }
  } catch (error) {
    throw asFailure(error, archive.uri)
  } finally {
    source.destroy()
    unzip?.destroy()
  }
}
