import { blobDownloadRoute } from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import { isRemote } from '../../backends/backends.js'
import { bringObject, headRemote } from '../../backends/remote-objects.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import { goSize } from '../../rules/go-size.js'
import { redirectTo } from '../../redirect.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { requireBucket } from '../buckets/require-bucket.js'
import { cleanName } from './addressed-object.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }
const defaultChunkBytes = 4 * 1024 * 1024

interface BlobMessage {
  readonly 'chunk-size'?: number
  readonly 'num-workers'?: number
  readonly 'latest-ver'?: boolean
}

/** Gives as many bytes at a time as a chunk has, whatever the pieces were. */
const chunkCounter = (chunkBytes: number, onChunk: (bytes: number) => Promise<void>) => {
  let pendingBytes = 0
  return {
    add: async (bytes: number): Promise<void> => {
      for (pendingBytes += bytes; pendingBytes >= chunkBytes; pendingBytes -= chunkBytes) await onChunk(chunkBytes)
    },
    rest: (): number => pendingBytes,
  }
}

const start = async (
  bucket: EmulatedBucket,
  name: string,
  message: BlobMessage,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const { cluster, node } = context
  const held = cluster.store.head({ bucket: bucket.uname, name })
  const remote = await headRemote({ bucket, name }, cluster)
  const isHeld = held !== undefined && (message['latest-ver'] !== true || held.version === remote.version)
  if (isHeld) return { status: 200 }
  const chunkBytes = message['chunk-size'] ?? defaultChunkBytes
  let doneBytes = 0
  const spec = {
    kind: 'blob-download',
    bucket: { name: bucket.name, provider: bucket.provider, namespace: bucket.namespace },
    targetIds: [node.id],
    expectedBytes: remote.sizeBytes,
    get message() {
      const part = remote.sizeBytes === 0 ? 100 : Math.floor((100 * doneBytes) / remote.sizeBytes)
      return `${messageUri(bucket)}/${name} parent:api-blobdl chunk-size:${goSize(chunkBytes)}, workers:${message['num-workers'] ?? 1}, downloaded:${goSize(doneBytes, 1)}/${goSize(remote.sizeBytes, 1)} (${part}%)`
    },
  }
  const job = await cluster.jobs.startAndSettle(spec, async (run) => {
    // The object counts once it is whole; its bytes count as they come.
    const counter = chunkCounter(chunkBytes, async (bytes) => {
      doneBytes += bytes
      run.count(node.id, bytes, 0)
      await run.step()
    })
    await bringObject({ bucket, name }, cluster, { onPiece: counter.add })
    doneBytes += counter.rest()
    run.count(node.id, counter.rest(), 1)
  })
  return { status: 200, headers: textPlain, body: job.id }
}

const blobDownload = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster, node } = context
  const bucket = requireBucket(request, context)
  if (!isRemote(bucket))
    throw new ApiFailure(400, `blob-download: expecting remote bucket (have ${messageUri(bucket)})`, 'ErrNotRemoteBck')
  const name = cleanName(String(request.message?.['name'] ?? ''))
  // The proxy sends the client to the object's owner, although the path names the bucket only.
  if (node.kind === 'proxy')
    return redirectTo(cluster.topology.owner(bucket.uname + name), node, request, cluster.nowNs())
  return start(bucket, name, (request.message?.['value'] ?? {}) as BlobMessage, context)
}

/** Blob download: a job on the one target that owns the object. */
export const blobDownloadHandlers: readonly HandlerEntry[] = [
  { route: blobDownloadRoute, node: 'any', handle: blobDownload },
]
