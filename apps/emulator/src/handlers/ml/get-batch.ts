import { randomBytes } from 'node:crypto'
import { getBatchRoute, getBucketBatchRoute } from '@ais/multiobj/wire'
import { route } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { JobBucket } from '../../jobs/emulated-job.js'
import { redirectTo } from '../../redirect.js'
import { archiveFormatOfMime, type ArchiveFormat } from '../../rules/archive-format.js'
import type { ArchiveMember } from '../../rules/archive-member.js'
import { writeArchive } from '../../rules/write-archive.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { BytesInMemory } from '../../store/bytes-in-memory.js'
import type { OpenedContent } from '../../store/store.js'
import { unknownPath } from '../../strict.js'
import type { EmulatedNode } from '../../topology/node.js'
import { makeSharedJobId } from '../../topology/node-ids.js'
import { jobBucket } from '../multiobj/destination.js'
import { batchMessage, type WantedBatch } from './batch-message.js'
import { batchParts, memberFor } from './batch-members.js'

const contentTypes: Readonly<Record<ArchiveFormat, string>> = {
  '.tar': 'application/x-tar',
  '.tgz': 'application/gzip',
  '.zip': 'application/zip',
  '.tar.lz4': 'application/x-lz4',
}

const noBucket: JobBucket = { name: '', provider: 'ais', namespace: { uuid: '', name: '' } }

/** The target that would put it together looks at the format, before there is a job. @throws ApiFailure 400 */
const checkMime = (mime: string, target: EmulatedNode | undefined, path: string): void => {
  try {
    archiveFormatOfMime(mime)
  } catch (error) {
    throw error instanceof ApiFailure ? error.by(target, path, 'POST') : error
  }
}

/** What a proxy does: checks, finds or starts the job, and sends the client to the target that puts the batch together. */
const begin = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { jobs, topology, nowNs } = context.cluster
  const batch = batchMessage(request, context)
  const given = request.params['bucket']
  const bucket = batch.entries[0]?.bucket
  const workId = `${topology.proxy.id.slice(0, 7)}-${randomBytes(4).toString('base64url').slice(0, 5)}`
  const pathOf = (jobId: string): string =>
    `${request.path.replace(/\/$/, '')}/${jobId}/${workId}/${topology.targets.length}`
  checkMime(batch.mime, topology.targets[0], pathOf('noxid'))
  const spec = {
    kind: 'get-batch',
    bucket: given === undefined || bucket === undefined ? noBucket : jobBucket(bucket),
    message: '',
    shareKey: `get-batch ${given === undefined ? '' : (bucket?.uname ?? '')}`,
  }
  const job = jobs.share(
    spec,
    async (run) => {
      await run.step()
    },
    `gbt-${makeSharedJobId()}`,
  )
  const first = batch.entries[0]
  const target = topology.owner(`${first?.bucket.uname ?? ''}${first?.objname ?? ''}`)
  return redirectTo(target, topology.proxy, request.with({ path: pathOf(job.id) }), nowNs(), 307)
}

/** What is there before a failure: a stream has begun by then, and ends as if it were whole. */
const asFarAsItGoes = async function* (batch: WantedBatch, context: HandlerContext): AsyncGenerator<ArchiveMember> {
  try {
    for await (const part of batchParts(batch, context)) yield memberFor(part, batch)
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
  }
}

const metadataOf = ({ entry, ...part }: Awaited<ReturnType<typeof collected>>[number]): object => ({
  objname: entry.objname,
  ...(entry.archpath === undefined ? {} : { archpath: entry.archpath }),
  bucket: entry.given.bucket,
  provider: entry.given.provider,
  ...(entry.opaque === undefined ? {} : { opaque: entry.opaque }),
  ...(part.error === undefined ? {} : { err_msg: part.error }),
  size: part.member.sizeBytes,
})

/** Content read to its end, and held. */
const wholeOf = async (content: OpenedContent): Promise<OpenedContent> => {
  if (content.bytes !== undefined) return content
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return new BytesInMemory(Buffer.concat(pieces))
}

const collected = async (batch: WantedBatch, context: HandlerContext) => {
  const all = []
  for await (const part of batchParts(batch, context)) {
    const member = memberFor(part, batch)
    const content = await wholeOf(member.content())
    const error = 'error' in part ? part.error.message : undefined
    all.push({ entry: part.entry, error, member: { ...member, content: () => content } })
  }
  return all
}

const multipart = async (
  batch: WantedBatch,
  format: ArchiveFormat,
  jobId: string,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  // Nothing is sent before all is there, so that a failure still is an error.
  const parts = await collected(batch, context)
  const boundary = randomBytes(30).toString('hex')
  const metadata = JSON.stringify({ uuid: jobId, out: parts.map(metadataOf) })
  const members = async function* (): AsyncGenerator<ArchiveMember> {
    for (const { member } of parts) yield member
  }
  const body = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n${metadata}\n\r\n--${boundary}\r\n` +
        `Content-Disposition: form-data; name="archive"; filename="get-batch[${jobId}]"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    )
    yield* writeArchive(members(), format)
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
  return { status: 200, headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}` }, body: body() }
}

/** What a target does: puts the batch together. */
const assemble = (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> | EmulatorReply => {
  if (context.node.kind === 'proxy') throw unknownPath(request.method, request.url, request.remoteAddress)
  const batch = batchMessage(request, context)
  const format = archiveFormatOfMime(batch.mime)
  if (!batch.strm) return multipart(batch, format, request.params['job'] ?? '', context)
  return {
    status: 200,
    headers: { 'Content-Type': contentTypes[format] },
    body: writeArchive(asFarAsItGoes(batch, context), format),
  }
}

/** Batches of objects. @wire ais/prxmoss.go, ais/tgtmoss.go */
export const batchHandlers: readonly HandlerEntry[] = [
  { route: getBatchRoute, node: 'proxy', handle: begin },
  { route: getBucketBatchRoute, node: 'proxy', handle: begin },
  { route: route('GET', '/v1/ml/moss/{job}/{work}/{count}'), node: 'any', handle: assemble },
  { route: route('GET', '/v1/ml/moss/{bucket}/{job}/{work}/{count}'), node: 'any', handle: assemble },
]
