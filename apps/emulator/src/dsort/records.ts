import { archiveFormat, archiveSource, readArchive } from '../rules/archives.js'
import type { Store } from '../store/store.js'

/** A file of a record. */
export interface RecordMember {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What belongs together in a shard: files that differ in their extensions only. */
export interface DsortRecord {
  /** Path without extension. */
  readonly name: string
  /** The shard that it came from. */
  readonly shard: string
  readonly members: RecordMember[]
}

/** The path up to the first dot after its last slash, and the rest. */
export const splitExtension = (path: string): readonly [string, string] => {
  const dot = path.indexOf('.', path.lastIndexOf('/') + 1)
  return dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot)]
}

/** The bytes of a record. */
export const sizeOf = ({ members }: DsortRecord): number => members.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** Reads the records of a shard, in its order; `undefined` when it is not there. */
export const recordsOf = async (
  store: Store,
  key: { readonly bucket: string; readonly name: string },
  extension: string,
): Promise<readonly DsortRecord[] | undefined> => {
  const source = archiveSource(store, key, key.name)
  if (source === undefined) return undefined
  const records = new Map<string, DsortRecord>()
  for await (const member of readArchive(source, await archiveFormat(extension, key.name, source))) {
    if (!member.isFile) continue
    const pieces: Uint8Array[] = []
    for await (const piece of member.content()) pieces.push(piece)
    const [name] = splitExtension(member.path)
    const record = records.get(name) ?? { name, shard: key.name, members: [] }
    record.members.push({ path: member.path, bytes: Buffer.concat(pieces) })
    records.set(name, record)
  }
  return [...records.values()]
}
