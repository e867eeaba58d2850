import { ApiFailure } from '../../api-failure.js'
import type { ArchiveWish } from '../../rules/archive-match.js'
import type { ArchiveMember } from '../../rules/archive-member.js'
import { archiveFormat, archiveSource, readArchive } from '../../rules/archives.js'
import { tarStreamOf } from '../../rules/tar-stream-of.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { objectNotFound, type AddressedObject } from './addressed-object.js'

const missing = (what: string, object: AddressedObject, context: HandlerContext): ApiFailure =>
  new ApiFailure(404, `${nodeName(context.node)}: ${what} in ${object.uri} does not exist`, 'ErrNotFound')

const findMember = async (
  members: AsyncGenerator<ArchiveMember>,
  isWanted: (path: string) => boolean,
): Promise<ArchiveMember | undefined> => {
  for (;;) {
    const next = await members.next()
    if (next.done === true) return undefined
    if (isWanted(next.value.path)) return next.value
  }
}

/** A member's content; the archive is closed with it. */
const contentOf = async function* (
  member: ArchiveMember,
  members: AsyncGenerator<ArchiveMember>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* member.content()
  } finally {
    await members.return(undefined)
  }
}

const andRest = async function* (
  first: ArchiveMember,
  members: AsyncGenerator<ArchiveMember>,
  isWanted: (path: string) => boolean,
): AsyncGenerator<ArchiveMember> {
  yield first
  for await (const member of members) if (isWanted(member.path)) yield member
}

/** Go's server holds back this much of an answer; what ends before has a length instead of chunks. */
const heldBackBytes = 2048

const shortOrStream = async (body: AsyncGenerator<Uint8Array>): Promise<Uint8Array | AsyncIterable<Uint8Array>> => {
  const held: Uint8Array[] = []
  let length = 0
  for (;;) {
    let next: IteratorResult<Uint8Array>
    try {
      next = await body.next()
    } catch (error) {
      // Something matched, so the answer has begun: the connection breaks, as it does later on.
      return (async function* () {
        yield* held
        throw error
      })()
    }
    if (next.done === true) return Buffer.concat(held)
    held.push(next.value)
    length += next.value.length
    if (length > heldBackBytes)
      return (async function* () {
        yield* held
        yield* body
      })()
  }
}

const withoutSlash = (path: string): string => (path.startsWith('/') ? path.slice(1) : path)

/** Reads one member, or those that match as a TAR; errors before the first match are told, later ones break the connection. */
export const getFromArchive = async (
  request: EmulatorRequest,
  context: HandlerContext,
  object: AddressedObject,
  wish: ArchiveWish,
): Promise<EmulatorReply> => {
  if (request.headers.range !== undefined)
    throw new ApiFailure(
      400,
      `cannot range-read archived content range: ${request.headers.range}, arch query: ${wish.kind === 'one' ? `(archpath=${wish.path})` : wish.text} - operation not supported`,
      'ErrUnsupp',
    )
  const source = archiveSource(context.cluster.store, object.key, object.uri)
  if (source === undefined) throw objectNotFound(object, context)
  const members = readArchive(source, await archiveFormat(request.query.get('archmime') ?? '', object.key.name, source))
  if (wish.kind === 'one') {
    const found = await findMember(members, (path) => withoutSlash(path) === withoutSlash(wish.path))
    if (found === undefined) throw missing(wish.path, object, context)
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(found.sizeBytes) }
    return { status: 200, headers, body: contentOf(found, members) }
  }
  const first = await findMember(members, wish.matches).catch((error: unknown) => {
    throw error instanceof ApiFailure && error.tcode === ''
      ? new ApiFailure(
          400,
          `${nodeName(context.node)}: failed to extract files that match ${wish.text} from ${object.uri}, err: ${error.message}`,
          'ErrFailedTo',
        )
      : error
  })
  if (first === undefined) throw missing(wish.text, object, context)
  const body = await shortOrStream(tarStreamOf(andRest(first, members, wish.matches)))
  return { status: 200, headers: { 'Content-Type': 'application/x-tar' }, body }
}
