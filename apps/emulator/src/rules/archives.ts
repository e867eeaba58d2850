import { ApiFailure } from '../api-failure.js'
import { notEmulated } from '../strict.js'
import type { ObjectKey, Store } from '../store/store.js'
import {
  archiveFormatOf,
  archiveFormatOfBytes,
  archiveFormatOfMime,
  magicBytes,
  type ArchiveFormat,
} from './archive-format.js'
import type { ArchiveMember, ArchiveSource } from './archive-member.js'

/** The content of an object as a source; a later overwrite is an error, not a mixture. */
export const archiveSource = (store: Store, key: ObjectKey, uri: string): ArchiveSource | undefined => {
  const record = store.head(key)
  if (record === undefined) return undefined
  const read = async function* (start: number, end: number): AsyncGenerator<Uint8Array> {
    const found = await store.read(key, { start, end })
    const now = found?.record
    if (
      found === undefined ||
      now?.version !== record.version ||
      now.sizeBytes !== record.sizeBytes ||
      now.checksumValue !== record.checksumValue
    )
      throw new ApiFailure(409, `${uri} was overwritten while it was read`, 'ErrBusy')
    yield* found.body
  }
  return { uri, sizeBytes: record.sizeBytes, read }
}

/** When an object was used last, in Unix milliseconds: members that are made of it carry that. */
export const atimeMsOf = (store: Store, key: ObjectKey): number => Number((store.head(key)?.atimeNs ?? 0n) / 1_000_000n)

/** The format of a stored archive: by `archmime` when given, else by its name, else by its first bytes. @throws ApiFailure 400 */
export const archiveFormat = async (mime: string, name: string, source: ArchiveSource): Promise<ArchiveFormat> => {
  if (mime !== '') return archiveFormatOfMime(mime)
  const named = archiveFormatOf(name)
  if (named !== undefined) return named
  const pieces: Uint8Array[] = []
  for await (const piece of source.read(0, Math.min(magicBytes, source.sizeBytes))) pieces.push(piece)
  const format = archiveFormatOfBytes(Buffer.concat(pieces))
  if (format === undefined) throw new ApiFailure(400, `unrecognized or unsupported file format: "${name}"`)
  return format
}

/** Reads an archive member by member. @throws ApiFailure 400 for what is none */
export const readArchive = (source: ArchiveSource, format: ArchiveFormat): AsyncGenerator<ArchiveMember> => {
  if (format === '.tar.lz4') throw notEmulated('reading .tar.lz4')
  return membersOf(source, format)
}

/** What reads archives is loaded for those who have any. */
const membersOf = async function* (source: ArchiveSource, format: ArchiveFormat): AsyncGenerator<ArchiveMember> {
  if (format === '.zip') yield* (await import('./zip-members.js')).zipMembers(source)
  else yield* (await import('./tar-members.js')).tarMembers(source, format === '.tgz')
}

/** Lists the members of a stored archive; none for an object that is no archive in spite of its name. */
export const listArchive = async (
  store: Store,
  key: ObjectKey,
): Promise<readonly { readonly path: string; readonly sizeBytes: number }[]> => {
  const format = archiveFormatOf(key.name)
  const source = format === undefined ? undefined : archiveSource(store, key, key.name)
  if (format === undefined || source === undefined) return []
  const members: { path: string; sizeBytes: number }[] = []
  for await (const { path, sizeBytes, isFile } of readArchive(source, format))
    if (isFile) members.push({ path, sizeBytes })
  return members
}
