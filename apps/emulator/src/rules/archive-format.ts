import { ApiFailure } from '../api-failure.js'

/** Formats of archives, by AIStore's names. */
export type ArchiveFormat = '.tar' | '.tgz' | '.zip' | '.tar.lz4'

/** In the order in which AIStore tries them. */
const extensions: readonly (readonly [string, ArchiveFormat])[] = [
  ['.tar', '.tar'],
  ['.tgz', '.tgz'],
  ['.tar.gz', '.tgz'],
  ['.zip', '.zip'],
  ['.tar.lz4', '.tar.lz4'],
]

/** The format that an object's name tells; `undefined` for no archive. */
export const archiveFormatOf = (name: string): ArchiveFormat | undefined =>
  extensions.find(([extension]) => name.endsWith(extension))?.[1]

/**
 * The format that `archmime` names: the first that it contains, so that `application/gzip` is a zip.
 * @throws ApiFailure 400
 * @wire cmn/archive/mime.go normalize
 */
export const archiveFormatOfMime = (mime: string): ArchiveFormat => {
  if (mime.includes('tar.gz')) return '.tgz'
  if (mime.includes('tar.lz4')) return '.tar.lz4'
  const found = extensions.find(([extension]) => mime.includes(extension.slice(1)))
  if (found === undefined) throw new ApiFailure(400, `unknown mime type "${mime}"`, 'errUnknownMime')
  return found[1]
}

/** How many bytes of an object tell its format. */
export const magicBytes = 512

const magics: readonly (readonly [number, string, ArchiveFormat])[] = [
  [257, 'ustar', '.tar'],
  [0, '\u001f\u008b', '.tgz'],
  [0, 'PK', '.zip'],
  [0, '\u0004"M\u0018', '.tar.lz4'],
]

/** The format that the first bytes of an object tell; `undefined` for none. */
export const archiveFormatOfBytes = (start: Uint8Array): ArchiveFormat | undefined => {
  const text = Buffer.from(start).toString('latin1')
  return magics.find(([offset, magic]) => text.startsWith(magic, offset))?.[2]
}
