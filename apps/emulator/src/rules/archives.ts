import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { ApiFailure } from '../api-failure.js'
import { notEmulated } from '../strict.js'
import type { ObjectKey, Store } from '../store/store.js'

/** Formats of archives, by AIStore's names. */
export type ArchiveFormat = '.tar' | '.tgz' | '.zip' | '.tar.lz4'

/** A member of an archive. */
export interface ArchiveMember {
  readonly path: string
  readonly sizeBytes: number
  /** The content; must be read or drained before the next member. */
  readonly content: () => Promise<Buffer>
}

const extensions: readonly (readonly [string, ArchiveFormat])[] = [
  ['.tar.lz4', '.tar.lz4'],
  ['.tar.gz', '.tgz'],
  ['.tgz', '.tgz'],
  ['.tar', '.tar'],
  ['.zip', '.zip'],
]

/** The format that an object's name tells; `undefined` for no archive. */
export const archiveFormatOf = (name: string): ArchiveFormat | undefined =>
  extensions.find(([extension]) => name.endsWith(extension))?.[1]

/** The format that `archmime` names: `tar`, `.tar`, `application/x-tar`. @throws ApiFailure 400 */
export const archiveFormatOfMime = (mime: string): ArchiveFormat => {
  const name = mime.replace(/^application\/(x-)?/, '').replace(/^\./, '')
  const format = archiveFormatOf(`.${name}`) ?? ({ gzip: '.tgz', lz4: '.tar.lz4' } as const)[name]
  if (format === undefined) throw new ApiFailure(400, `unknown mime type "${mime}"`, 'errUnknownMime')
  return format
}

const drained = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray() as Buffer[])

const tarMembers = async function* (body: AsyncIterable<Uint8Array>, isZipped: boolean): AsyncGenerator<ArchiveMember> {
  const source = Readable.from(body, { objectMode: false })
  const unpack = extract()
  const fail = (error: Error): void => void unpack.destroy(error)
  source.on('error', fail)
  if (isZipped) source.pipe(createGunzip().on('error', fail)).pipe(unpack)
  else source.pipe(unpack)
  for await (const entry of unpack) {
    const { name, size, type } = entry.header
    let read = false
    if (type === 'file' || type === 'contiguous-file')
      yield {
        path: name,
        sizeBytes: size ?? 0,
        content: () => {
          read = true
          return drained(entry as unknown as Readable)
        },
      }
    if (!read) entry.resume()
  }
}

const openZip = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (zip === undefined ? reject(error ?? new Error('no zip')) : resolve(zip)))
  })

const zipEntries = (zip: ZipFile): Promise<readonly Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })

const zipMembers = async function* (body: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveMember> {
  // The directory of a zip is at its end, so all of it is needed.
  const zip = await openZip(Buffer.concat(await Readable.from(body, { objectMode: false }).toArray() as Buffer[]))
  for (const entry of await zipEntries(zip)) {
    if (entry.fileName.endsWith('/')) continue
    yield {
      path: entry.fileName,
      sizeBytes: entry.uncompressedSize,
      content: () =>
        new Promise((resolve, reject) => {
          zip.openReadStream(entry, (error, stream) => {
            if (stream === undefined) reject(error ?? new Error('no stream'))
            else resolve(drained(stream))
          })
        }),
    }
  }
}

/** Reads an archive member by member. */
export const readArchive = (body: AsyncIterable<Uint8Array>, format: ArchiveFormat): AsyncGenerator<ArchiveMember> => {
  if (format === '.tar.lz4') throw notEmulated('reading .tar.lz4')
  return format === '.zip' ? zipMembers(body) : tarMembers(body, format === '.tgz')
}

/** Lists the members of a stored archive; none for an object that is no archive in spite of its name. */
export const listArchive = async (store: Store, key: ObjectKey): Promise<readonly { readonly path: string; readonly sizeBytes: number }[]> => {
  const format = archiveFormatOf(key.name)
  const stored = format === undefined ? undefined : await store.read(key)
  if (format === undefined || stored === undefined) return []
  const members: { path: string; sizeBytes: number }[] = []
  for await (const { path, sizeBytes } of readArchive(stored.body, format)) members.push({ path, sizeBytes })
  return members
}
