import { Readable } from 'node:stream'
import { fromRandomAccessReader, RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import { ApiFailure } from '../api-failure.js'
import type { ArchiveMember, ArchiveSource } from './archive-member.js'

/** Lets the zip reader fetch only what it needs: the directory at the end, then members. */
class SourceReader extends RandomAccessReader {
  readonly #source: ArchiveSource

  constructor(source: ArchiveSource) {
    super()
    this.#source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#source.read(start, end), { objectMode: false })
  }
}

const openZip = (source: ArchiveSource): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    // Names are decoded here: the reader refuses absolute ones, which AIStore takes.
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false }
    fromRandomAccessReader(new SourceReader(source), source.sizeBytes, options, (error, zip) =>
      zip === undefined ? reject(error ?? new Error('no zip')) : resolve(zip),
    )
  })

const entriesOf = (zip: ZipFile): Promise<readonly Entry[]> =>
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

const openEntry = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      stream === undefined ? reject(error ?? new Error('no stream')) : resolve(stream),
    )
  })

/** Reads a zip member by member; its directories are no members. */
export const zipMembers = async function* (source: ArchiveSource): AsyncGenerator<ArchiveMember> {
  let zip: ZipFile
  let entries: readonly Entry[]
  try {
    zip = await openZip(source)
    entries = await entriesOf(zip)
  } catch (error) {
    if (error instanceof ApiFailure) throw error
    throw new ApiFailure(400, `failed to open ${source.uri}: zip: not a valid zip file`, 'wrapError')
  }
  for (const entry of entries) {
    const path = Buffer.from(entry.fileName).toString('utf8')
    if (path.endsWith('/')) continue
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield* (await openEntry(zip, entry)) as AsyncIterable<Uint8Array>
    }
    yield {
      path,
      sizeBytes: entry.uncompressedSize,
      isFile: true,
      header: { name: path, mtime: entry.getLastModDate() },
      content,
    }
  }
}
