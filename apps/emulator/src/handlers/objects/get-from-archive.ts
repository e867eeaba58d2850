import { pack } from 'tar-stream'
import { ApiFailure } from '../../api-failure.js'
import { archiveFormatOf, archiveFormatOfMime, readArchive, type ArchiveFormat, type ArchiveMember } from '../../rules/archives.js'
import type { ArchiveWish } from '../../rules/archive-match.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { objectNotFound, type AddressedObject } from './addressed-object.js'

/** Where a tar's magic stands, and what it is: how AIStore knows an archive without an extension. */
const magicAt = 257
const magic = 'ustar'

const formatOf = (request: EmulatorRequest, object: AddressedObject, content: Buffer): ArchiveFormat => {
  const mime = request.query.get('archmime') ?? ''
  if (mime !== '') return archiveFormatOfMime(mime)
  const named = archiveFormatOf(object.key.name)
  if (named !== undefined) return named
  if (content.subarray(magicAt, magicAt + magic.length).toString('latin1') === magic) return '.tar'
  if (content[0] === 0x1f && content[1] === 0x8b) return '.tgz'
  if (content.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return '.zip'
  throw new ApiFailure(400, `unrecognized or unsupported file format: "${object.key.name}"`)
}

const asTar = async (members: readonly { readonly path: string; readonly content: Buffer }[]): Promise<Buffer> => {
  const archive = pack()
  for (const { path, content } of members) archive.entry({ name: path, size: content.length }, content)
  archive.finalize()
  const pieces: Buffer[] = []
  for await (const piece of archive as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

const once = async function* (content: Buffer): AsyncGenerator<Uint8Array> {
  yield content
}

const missing = (what: string, object: AddressedObject, context: HandlerContext): ApiFailure =>
  new ApiFailure(404, `${nodeName(context.node)}: ${what} in ${object.uri} does not exist`, 'ErrNotFound')

const getOne = async (members: AsyncIterable<ArchiveMember>, path: string): Promise<Buffer | undefined> => {
  for await (const member of members) if (member.path === path) return member.content()
  return undefined
}

/** Reads one member, or those that match as a TAR. */
export const getFromArchive = async (
  request: EmulatorRequest,
  context: HandlerContext,
  object: AddressedObject,
  wish: ArchiveWish,
): Promise<EmulatorReply> => {
  if (request.headers.range !== undefined)
    throw new ApiFailure(400, `cannot range-read archived content range: ${request.headers.range}, arch query: (archpath=${wish.kind === 'one' ? wish.path : ''}) - operation not supported`, 'ErrUnsupp')
  const stored = await context.cluster.store.read(object.key)
  if (stored === undefined) throw objectNotFound(object, context)
  const pieces: Uint8Array[] = []
  for await (const piece of stored.body) pieces.push(piece)
  const content = Buffer.concat(pieces)
  const members = readArchive(once(content), formatOf(request, object, content))
  if (wish.kind === 'one') {
    const found = await getOne(members, wish.path)
    if (found === undefined) throw missing(wish.path, object, context)
    return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: found }
  }
  const matching: { path: string; content: Buffer }[] = []
  for await (const member of members)
    if (wish.matches(member.path)) matching.push({ path: member.path, content: await member.content() })
  if (matching.length === 0) throw missing(wish.text, object, context)
  return { status: 200, headers: { 'Content-Type': 'application/x-tar' }, body: await asTar(matching) }
}
