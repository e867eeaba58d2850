import { startDownloadRoute } from '@ais/downloads/wire'
import { ApiFailure } from '../../api-failure.js'
import { meetBucket } from '../../backends/admit-bucket.js'
import { isRemote } from '../../backends/backends.js'
import { objectsHere } from '../../backends/bucket-objects.js'
import { headRemote } from '../../backends/remote-objects.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import { EmulatedDownload } from '../../downloads/emulated-download.js'
import { runDownload } from '../../downloads/run-download.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { makeShortId } from '../../topology/node-ids.js'
import { bucketNotFound } from '../buckets/require-bucket.js'
import { bucketOfMessage, durationOf, limitOf, wantedObjects, type StartMessage } from './start-message.js'

const jsonHeaders = { 'Content-Type': 'application/json' }
const defaultTimeoutMs = 3_600_000
/** A real target downloads as many objects at a time as it has mountpaths. */
const defaultConnections = 2

const requireMessage = (request: EmulatorRequest, context: HandlerContext): StartMessage => {
  const { message } = request
  const failed = (why: string): ApiFailure =>
    new ApiFailure(
      400,
      `${nodeName(context.node)}: failed to unmarshal download request (${JSON.stringify(message ?? '')}), err: ${why}`,
      'wrapError',
    )
  if (message === undefined) throw failed('Skip: do not know how to skip: 0')
  if (typeof message['type'] !== 'string' || message['type'] === '')
    throw failed("unmarshalerDecoder: 'type' field is empty")
  return message
}

/** The bucket that the objects go to; one of this cluster's own is made if there is none. */
const targetBucket = async (message: StartMessage, context: HandlerContext): Promise<EmulatedBucket> => {
  const { buckets, nowNs } = context.cluster
  const ref = bucketOfMessage(message)
  if (!isRemote(ref)) return buckets.find(ref) ?? buckets.create(ref, nowNs())
  // Targets know remote clusters by their uuids.
  const isNamed = ref.provider !== 'ais' || context.cluster.backends.clusters.uuids().includes(ref.namespace.uuid)
  const known = isNamed ? await meetBucket(ref, context) : undefined
  if (known !== undefined) return known
  const { status, message: why, tcode } = bucketNotFound(ref)
  throw new ApiFailure(status, `Error starting download: ${tcode}: ${why}`)
}

const headersOf = (message: StartMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((message['headers'] ?? {}) as Readonly<Record<string, readonly string[]>>).map(([name, values]) => [
      name,
      values.join(', '),
    ]),
  )

/** Removes what the cluster holds and the backend no longer has. */
const dropLost = async (bucket: EmulatedBucket, prefix: string, { cluster }: HandlerContext): Promise<void> => {
  for await (const { name } of objectsHere(bucket, prefix, cluster)) {
    const isLost = await headRemote({ bucket, name }, cluster).then(
      () => false,
      (error: unknown) => error instanceof ApiFailure && error.status === 404,
    )
    if (isLost) await cluster.store.remove({ bucket: bucket.uname, name })
  }
}

const start = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const message = requireMessage(request, context)
  const bucket = await targetBucket(message, context)
  const { wanted, ...what } = wantedObjects(message, bucket, cluster)
  const download = new EmulatedDownload({ id: `dnl-${makeShortId()}`, ...what })
  const order = {
    bucket,
    wanted: wanted(),
    headers: headersOf(message),
    timeoutMs: durationOf(message, 'timeout', defaultTimeoutMs),
    connections: limitOf(message, 'connections') || defaultConnections,
    afterwards: async () => {
      if (message['synchronize'] === true) await dropLost(bucket, String(message['prefix'] ?? ''), context)
    },
  }
  limitOf(message, 'bytes_per_hour')
  durationOf(message, 'progress_interval')
  const { name, provider, namespace } = bucket
  const spec = { kind: 'download', bucket: { name, provider, namespace }, message: '' }
  download.attach(cluster.jobs.start(spec, (run) => runDownload(download, order, run, cluster)))
  cluster.downloads.add(download)
  return { status: 200, headers: jsonHeaders, body: JSON.stringify({ id: download.id }) }
}

/** Starts downloads: single, range, multi, backend. */
export const startDownloadHandlers: readonly HandlerEntry[] = [
  { route: startDownloadRoute, node: 'proxy', handle: start },
]
