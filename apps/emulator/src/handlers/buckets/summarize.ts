import { bucketInfoRoute, headBucketRoute, summarizeBucketRoute } from '@ais/buckets/wire'
import { listBucketsRoute } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import { isTrue } from '../../rules/booleans.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { queryProvider, requireBucket } from './require-bucket.js'
import { remoteTotals, summaryMessage, summaryOf } from './summary.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }
const kind = 'summary-bck'

const jobBucket = ({ name, provider, namespace }: EmulatedBucket) => ({ name, provider, namespace })
const noBucket = { name: '', provider: '', namespace: { uuid: '', name: '' } }

const startJob = (context: HandlerContext, bucket: EmulatedBucket | undefined, prefix: string): string => {
  const { cluster } = context
  const totals = bucket === undefined ? { count: 0, bytes: 0 } : cluster.store.totals(bucket.uname, prefix)
  const spec = {
    kind,
    bucket: bucket === undefined ? noBucket : jobBucket(bucket),
    message: bucket === undefined ? '' : summaryMessage(bucket, prefix),
    prefix,
  }
  const job = cluster.jobs.start(spec, async ({ count }) => {
    count(cluster.topology.targets[0]?.id ?? '', totals.bytes, totals.count)
  })
  return job.id
}

/** The prefix of a summary job. @throws ApiFailure 404 for an id that is none */
const requireJob = (context: HandlerContext, id: string, bucketName = ''): string => {
  const job = context.cluster.jobs.find(id)
  if (job?.kind !== kind) {
    const target = context.cluster.topology.targets[0] ?? context.node
    const path = `/v1/buckets/${job?.spec.bucket.name ?? bucketName}/query`
    throw new ApiFailure(404, `${nodeName(target)}: ${kind} job ${id} does not exist`, 'ErrNotFound').by(target, path)
  }
  return job.spec.prefix ?? ''
}

interface SummarizeMessage {
  readonly uuid: string
  readonly prefix: string
  /** Only what the cluster holds; backends are not asked. */
  readonly isCachedOnly: boolean
}

const summarizeMessage = (request: EmulatorRequest): SummarizeMessage => {
  const value = (request.message?.['value'] ?? {}) as { uuid?: unknown; prefix?: unknown; cached?: unknown }
  return { uuid: String(value.uuid ?? ''), prefix: String(value.prefix ?? ''), isCachedOnly: value.cached === true }
}

const summarize = async (
  request: EmulatorRequest,
  context: HandlerContext,
  buckets: readonly EmulatedBucket[],
  single: EmulatedBucket | undefined,
): Promise<EmulatorReply> => {
  const { cluster } = context
  const { uuid, prefix, isCachedOnly } = summarizeMessage(request)
  if (uuid === '') return { status: 202, headers: textPlain, body: startJob(context, single, prefix) }
  requireJob(context, uuid, single?.name)
  const rows = await Promise.all(
    buckets.map(async (bucket) => {
      const remote = isCachedOnly ? undefined : await remoteTotals(bucket, prefix, cluster)
      return summaryOf(bucket, cluster.store.totals(bucket.uname, prefix), false, remote)
    }),
  )
  return { status: 200, headers: textPlain, body: `${JSON.stringify(rows)}\n` }
}

const summaryHandler: HandlerEntry = {
  route: summarizeBucketRoute,
  node: 'proxy',
  remoteBucket: 'missing',
  handle: (request, context) => {
    const bucket = requireBucket(request, context)
    return summarize(request, context, [bucket], bucket)
  },
}

const summaryOfAll: HandlerEntry = {
  route: { ...listBucketsRoute, action: kind },
  node: 'proxy',
  handle: (request, context) => {
    const provider = queryProvider(request.query)
    const all = context.cluster.buckets.all().filter((bucket) => provider === undefined || bucket.provider === provider)
    return summarize(request, context, all, undefined)
  },
}

const head = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const bucket = requireBucket(request, context)
  const props = { 'Ais-Bucket-Props': JSON.stringify(bucket.props) }
  const presence = request.query.get('presence')
  if (presence !== null && !/^\d+$/.test(presence))
    throw new ApiFailure(
      400,
      `${nodeName(context.node)}: parse 'flt-presence': strconv.Atoi: parsing "${presence}": invalid syntax`,
    )
  const prefix = request.params['prefix'] ?? ''
  if ((request.query.get('bsumm_remote') ?? '') === '') {
    if (prefix !== '')
      throw new ApiFailure(
        400,
        `invalid URL '${decodeURIComponent(request.path)}': expecting just the bucket name, got '${bucket.name}' and '${prefix.split('/')[0] ?? ''}'`,
      )
    return { status: 200, headers: props }
  }
  const uuid = request.query.get('uuid') ?? ''
  if (uuid === '')
    return { status: 202, headers: { ...props, 'Ais-Xaction-Id': startJob(context, bucket, decodedPrefix(request)) } }
  const started = requireJob(context, uuid, bucket.name)
  const remote = isTrue(request.query.get('bsumm_remote'))
    ? await remoteTotals(bucket, started, context.cluster)
    : undefined
  const summary = summaryOf(bucket, context.cluster.store.totals(bucket.uname, started), true, remote)
  return { status: 200, headers: { ...props, 'Ais-Bucket-Summ': JSON.stringify(summary), 'Ais-Xaction-Id': uuid } }
}

/** The prefix keeps its trailing slash, which the path's pattern takes for the end. */
const decodedPrefix = (request: EmulatorRequest): string => {
  const prefix = request.params['prefix'] ?? ''
  return prefix !== '' && request.path.endsWith('/') && !prefix.endsWith('/') ? `${prefix}/` : prefix
}

/** Head, info and summary. */
export const summarizeHandlers: readonly HandlerEntry[] = [
  summaryHandler,
  summaryOfAll,
  { route: headBucketRoute, node: 'proxy', handle: head },
  { route: bucketInfoRoute, node: 'proxy', handle: head },
]
