import { ApiFailure } from '../../api-failure.js'
import { openIfThere } from '../../backends/copy-object.js'
import type { ArchiveMember } from '../../rules/archive-member.js'
import { archiveFormat, archiveSource, atimeMsOf, readArchive } from '../../rules/archives.js'
import type { HandlerContext } from '../../server/handler.js'
import type { OpenedContent } from '../../store/store.js'
import { nodeName } from '../../topology/node.js'
import { entryUri, type WantedBatch, type WantedEntry } from './batch-message.js'

/** Where the archive has what is missing. @wire api/apc/ml.go MossMissingDir */
const missingFolder = '__404__'

/** Content of an entry, whole or a range of it. */
export interface EntryContent {
  readonly sizeBytes: number
  readonly content: () => OpenedContent
  /** When the object was used last; ranges and members have no such time. */
  readonly atimeMs?: number
}

/** An entry with what is there of it; `error` in place of what is missing. */
export type BatchPart = { readonly entry: WantedEntry } & (EntryContent | { readonly error: ApiFailure })

const sliceOf = async function* (
  content: AsyncIterable<Uint8Array>,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const piece of content) {
    const from = Math.max(0, start - at)
    const to = Math.min(piece.length, end - at)
    if (from < to) yield piece.subarray(from, to)
    at += piece.length
    if (at >= end) return
  }
}

/** @throws ApiFailure 400 for a range beyond the content */
const ranged = (found: EntryContent, { start, length }: WantedEntry): EntryContent => {
  const { sizeBytes, content } = found
  if (start === 0 && length === 0) return found
  const end = length === -1 ? sizeBytes : start + length
  if (start >= sizeBytes || end > sizeBytes)
    throw new ApiFailure(
      400,
      `size=${sizeBytes}: not satisfiable range [start=${start},length=${length}]`,
      'ErrRangeNotSatisfiable',
    )
  return { sizeBytes: end - start, content: () => sliceOf(content(), start, end) }
}

const notFound = (what: string, context: HandlerContext): ApiFailure =>
  new ApiFailure(404, `${nodeName(context.node)}: ${what} does not exist`, 'ErrNotFound')

const memberOf = async (
  entry: WantedEntry,
  path: string,
  context: HandlerContext,
): Promise<EntryContent | undefined> => {
  const { bucket, objname } = entry
  const source = archiveSource(context.cluster.store, { bucket: bucket.uname, name: objname }, entryUri(entry))
  if (source === undefined) throw notFound(entryUri(entry), context)
  const members = readArchive(source, await archiveFormat('', objname, source))
  for await (const member of members) {
    if (!member.isFile || (member.path !== path && `/${member.path}` !== path)) continue
    const pieces: Uint8Array[] = []
    for await (const piece of member.content()) pieces.push(piece)
    return {
      sizeBytes: member.sizeBytes,
      content: async function* () {
        yield* pieces
      },
    }
  }
  return undefined
}

/** @throws ApiFailure 404, 400 */
const contentOf = async (entry: WantedEntry, context: HandlerContext): Promise<EntryContent> => {
  const found = await openIfThere({ bucket: entry.bucket, name: entry.objname }, context.cluster)
  if (found === undefined) throw notFound(entryUri(entry), context)
  if (entry.archpath === undefined)
    return ranged(
      {
        sizeBytes: found.record.sizeBytes,
        content: () => found.body,
        atimeMs: atimeMsOf(context.cluster.store, { bucket: entry.bucket.uname, name: entry.objname }),
      },
      entry,
    )
  // What is remote is in the cluster from here on.
  for await (const _ of found.body);
  const member = await memberOf(entry, entry.archpath, context)
  if (member === undefined) throw notFound(`${entry.archpath} in ${entryUri(entry)}`, context)
  return ranged(member, entry)
}

/** The entries in order, each when the one before was read; a missing one is an error unless the batch goes on. */
export const batchParts = async function* (batch: WantedBatch, context: HandlerContext): AsyncGenerator<BatchPart> {
  for (const entry of batch.entries)
    try {
      yield { entry, ...(await contentOf(entry, context)) }
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.status !== 404 || !batch.coer) throw error
      yield { entry, error }
    }
}

/** An entry as a member of the archive. */
export const memberFor = (part: BatchPart, { onob }: WantedBatch): ArchiveMember => {
  const { objname, archpath, given } = part.entry
  // A bucket that is named by its uname is left out.
  const ofObject = onob ? objname : given.bucket === '' ? '' : `${given.bucket}/${objname}`
  const named = archpath === undefined ? ofObject : `${ofObject}${archpath.startsWith('/') ? '' : '/'}${archpath}`
  const path = 'error' in part ? `${missingFolder}/${named}` : named
  const [sizeBytes, content] =
    'error' in part
      ? [
          0,
          async function* (): AsyncGenerator<Uint8Array> {
            // Nothing.
          },
        ]
      : [part.sizeBytes, part.content]
  const mtime = new Date('error' in part ? 0 : (part.atimeMs ?? 0))
  return { path, sizeBytes, isFile: true, header: { name: path, mode: 0o644, mtime }, content }
}
