import { ApiFailure } from '../../api-failure.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { archiveFormatOf, archiveFormatOfMime } from '../../rules/archive-format.js'
import type { ArchiveMember } from '../../rules/archive-member.js'
import { archiveFormat, archiveSource, readArchive } from '../../rules/archives.js'
import { storeContent } from '../../rules/store-content.js'
import { writeArchive } from '../../rules/write-archive.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { objectNotFound, type AddressedObject } from './addressed-object.js'

/** Values of the header `Ais-Pine`: replace the archive, append to one that must exist, append or create. */
const replace = 0
const appendOnly = 1

const flagsOf = (request: EmulatorRequest, uri: string): number => {
  const text = String(request.headers['ais-pine'] ?? '')
  if (text === '') return replace
  if (!/^[+-]?\d+$/.test(text))
    throw new ApiFailure(400, `failed to archive ${uri}: invalid flags "${text}" in the request`)
  return Number(text)
}

const joined = async function* (
  before: AsyncIterable<ArchiveMember>,
  added: ArchiveMember,
): AsyncGenerator<ArchiveMember> {
  yield* before
  yield added
}

/** Writes one file into an archive, which is replaced or grows. */
export const putIntoArchive = async (
  request: EmulatorRequest,
  object: AddressedObject,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const { name } = object.key
  const mime = request.query.get('archmime') ?? ''
  const source = archiveSource(context.cluster.store, object.key, object.uri)
  // The format is told first, as by the real server: by mime, by name, then by what is there.
  const known = mime === '' ? archiveFormatOf(name) : archiveFormatOfMime(mime)
  if (known === undefined && source === undefined)
    throw new ApiFailure(404, `[fs-path] ${object.uri}: object does not exist`, 'PathError')
  const format = known ?? (source === undefined ? '.tar' : await archiveFormat(mime, name, source))
  const flags = flagsOf(request, object.uri)
  if (source === undefined && flags === appendOnly) throw objectNotFound(object, context)
  const sizeBytes = Number(request.headers['content-length'] ?? 0)
  if (sizeBytes === 0)
    throw new ApiFailure(400, `failed to archive ${object.uri}: missing "Content-Length" in the request`)
  const path = request.query.get('archpath') ?? ''
  const inner = path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path
  const added: ArchiveMember = {
    path: inner,
    sizeBytes,
    isFile: true,
    header: { name: inner, mode: 0o644, mtime: new Date() },
    content: () => request.body,
  }
  const grows = source !== undefined && flags !== replace
  const before = grows ? readArchive(source, format) : []
  // AIStore appends to a tar in place, and has no checksum of it afterwards.
  const type = grows && format === '.tar' ? 'none' : checksumTypeOf(object.bucket.props)
  const members = joined(
    (async function* () {
      yield* before
    })(),
    added,
  )
  const { cluster } = context
  // AIStore changes the archive in place: its version stays.
  const version = cluster.store.head(object.key)?.version ?? 0
  await storeContent(cluster, object.key, type, writeArchive(members, format), { version })
  return { status: 200 }
}
