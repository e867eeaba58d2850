import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { DecodeError, isAisError, type AisError, type ErrorContext } from '@ais/core'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import type { ArchiveMember, ReadArchiveOptions } from './archive-member.js'
import { tooMuch } from './gunzip.js'

const collect = async (
  content: AsyncIterable<Uint8Array>,
  context: ErrorContext,
  maxBytes: number,
): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of content) {
    length += piece.length
    if (length > maxBytes) throw new DecodeError('', `is a ZIP of more than maxZipBytes (${maxBytes})`, context)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const openZip = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    // Names are decoded here: the reader refuses absolute ones, which AIStore takes.
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false }, (error, zip) =>
      zip === undefined ? reject(error ?? new Error('no zip')) : resolve(zip),
    )
  })

const nextEntry = (zip: ZipFile): Promise<Entry | undefined> =>
  new Promise<Entry | undefined>((resolve, reject) => {
    zip.on('entry', resolve)
    zip.on('end', () => resolve(undefined))
    zip.on('error', reject)
    zip.readEntry()
  }).finally(() => {
    zip.removeAllListeners()
    // A later error is told by the stream that it breaks.
    zip.on('error', () => {})
  })

const openEntry = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      stream === undefined ? reject(error ?? new Error('no stream')) : resolve(stream),
    )
  })

const asDecodeError = (error: unknown, context: ErrorContext): AisError => {
  if (isAisError(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new DecodeError('', `is not a ZIP, or was cut: ${reason}`, context, error)
}

/** A member's content, held to its checksum. */
const contentOf = async function* (
  zip: ZipFile,
  entry: Entry,
  context: ErrorContext,
  unpacked: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let sum = 0
  try {
    for await (const piece of (await openEntry(zip, entry)) as AsyncIterable<Uint8Array>) {
      unpacked(piece.length)
      sum = crc32(piece, sum)
      yield piece
    }
    if (sum !== entry.crc32) throw new Error('a member does not have its checksum')
  } catch (error) {
    throw asDecodeError(error, context)
  }
}

/** Reads a ZIP with yauzl, in the order of its directory. */
export const readZip = async function* (
  content: AsyncIterable<Uint8Array>,
  context: ErrorContext,
  { maxZipBytes, maxUnpackedBytes }: Required<ReadArchiveOptions>,
): AsyncGenerator<ArchiveMember> {
  let length = 0
  const unpacked = (bytes: number): void => {
    length += bytes
    if (length > maxUnpackedBytes) throw tooMuch(maxUnpackedBytes, context)
  }
  const fail = (error: unknown): never => {
    throw asDecodeError(error, context)
  }
  const zip = await openZip(await collect(content, context, maxZipBytes)).catch(fail)
  for (;;) {
    const entry = await nextEntry(zip).catch(fail)
    if (entry === undefined) return
    const path = Buffer.from(entry.fileName).toString('utf8')
    yield {
      path,
      sizeBytes: entry.uncompressedSize,
      isFile: !path.endsWith('/'),
      content: () => contentOf(zip, entry, context, unpacked),
    }
  }
}
