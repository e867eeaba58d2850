import { archiveObjectsRoute } from '@ais/multiobj/wire'
import { ApiFailure } from '../../api-failure.js'
import { openIfThere } from '../../backends/copy-object.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { JobRun } from '../../jobs/emulated-job.js'
import { archiveFormatOf, archiveFormatOfMime, type ArchiveFormat } from '../../rules/archive-format.js'
import type { ArchiveMember } from '../../rules/archive-member.js'
import { archiveSource, atimeMsOf, readArchive } from '../../rules/archives.js'
import { storeContent } from '../../rules/store-content.js'
import { writeArchive } from '../../rules/write-archive.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { makeSharedJobId } from '../../topology/node-ids.js'
import { requireBucket } from '../buckets/require-bucket.js'
import { noteMissing } from './delete-copy.js'
import { destinationOf, jobBucket, shareKeyOf } from './destination.js'
import { selectionMessage, selectNames, namesOf, type SelectedNames } from './selected-names.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** An archive that is asked for. */
interface ArchiveMessage {
  readonly archname?: string
  /** Members are named with their bucket. */
  readonly isbn?: boolean
  /** Members are named without folders. */
  readonly bnonly?: boolean
  /** Append if there is one. */
  readonly aate?: boolean
  readonly mime?: string
}

/** @throws ApiFailure 400 */
const formatOf = ({ archname = '', mime = '' }: ArchiveMessage): ArchiveFormat => {
  const format = archiveFormatOf(archname)
  if (format === undefined) {
    const dot = archname.lastIndexOf('.')
    const extension = dot < 0 ? '' : archname.slice(dot)
    throw new ApiFailure(400, `unknown filename extension ("${archname}", "${extension}")`, 'errUnknownFileExt')
  }
  // Named in full, `application/x-tar`, it is not taken for its extension.
  if (mime !== '' && (mime.includes('/') || archiveFormatOfMime(mime) !== format))
    throw new ApiFailure(400, `mime mismatch "${mime}" vs "${format}"`)
  return format
}

interface Archiving {
  readonly from: EmulatedBucket
  readonly selected: SelectedNames
  readonly message: ArchiveMessage
}

const memberName = (bucket: EmulatedBucket, name: string, { isbn, bnonly }: ArchiveMessage): string => {
  const inner = bnonly === true ? (name.split('/').at(-1) ?? name) : name
  return isbn === true ? `${bucket.name}/${inner}` : inner
}

/** The objects as members, one after the other. A missing one is left out, and noted: AIStore 5.0 takes no notice of `coer`. */
const membersOf = async function* (
  context: HandlerContext,
  run: JobRun,
  { from, selected, message }: Archiving,
): AsyncGenerator<ArchiveMember> {
  for await (const name of selected.names()) {
    await run.step()
    const found = await openIfThere({ bucket: from, name }, context.cluster)
    if (found === undefined) {
      if (selected.isNamed) noteMissing(context, run, from, name)
    } else {
      const path = memberName(from, name, message)
      const { sizeBytes } = found.record
      const mtime = new Date(atimeMsOf(context.cluster.store, { bucket: from.uname, name }))
      yield { path, sizeBytes, isFile: true, header: { name: path, mode: 0o644, mtime }, content: () => found.body }
    }
  }
}

const makeArchive = async (
  context: HandlerContext,
  run: JobRun,
  archiving: Archiving,
  to: EmulatedBucket,
  format: ArchiveFormat,
): Promise<void> => {
  const { cluster } = context
  const name = archiving.message.archname ?? ''
  const key = { bucket: to.uname, name }
  const existing =
    archiving.message.aate === true ? archiveSource(cluster.store, key, `${messageUri(to)}/${name}`) : undefined
  const members = async function* (): AsyncGenerator<ArchiveMember> {
    if (existing !== undefined) yield* readArchive(existing, format)
    yield* membersOf(context, run, archiving)
  }
  // A tar is appended to in place, and has no checksum of it afterwards.
  const type = existing !== undefined && format === '.tar' ? 'none' : checksumTypeOf(to.props)
  const { sizeBytes } = await storeContent(cluster, key, type, writeArchive(members(), format))
  run.count(cluster.topology.owner(to.uname + name).id, sizeBytes)
}

const archive = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { jobs } = context.cluster
  const from = requireBucket(request, context)
  const message = selectionMessage(request, context) as ArchiveMessage
  const to = await destinationOf(message as Readonly<Record<string, unknown>>, from, context)
  const format = formatOf(message)
  const archiving = { from, message, selected: selectNames(request, context, namesOf(context, from)) }
  const isSame = from.uname === to.uname
  const spec = {
    kind: 'archive',
    bucket: jobBucket(from),
    ...(isSame ? {} : { from: jobBucket(from), to: jobBucket(to) }),
    message: isSame ? messageUri(from) : `${messageUri(from)}=>${messageUri(to)}`,
    globId: isSame ? '1' : '2',
    shareKey: shareKeyOf(from, to),
  }
  const work = async (run: JobRun): Promise<void> => {
    // An error of an earlier archive ends the job that both share, and this archive with it. @wire xact/xs/archive.go DoMsg
    if (run.job.problems !== '') run.job.stop(run.job.problems, context.cluster.nowNs())
    else await makeArchive(context, run, archiving, to, format)
  }
  const job = await jobs.settled(jobs.share(spec, work, makeSharedJobId()))
  return { status: 200, headers: textPlain, body: job.id }
}

/** Making archives of many objects. */
export const archiveHandlers: readonly HandlerEntry[] = [{ route: archiveObjectsRoute, node: 'proxy', handle: archive }]
