import { ecEncodeRoute, indexShardsRoute, makeNCopiesRoute, rechunkRoute } from '@ais/buckets/wire'
import { ApiFailure } from '../../api-failure.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import { changeProps } from '../../buckets/bucket-props.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { JobRun } from '../../jobs/emulated-job.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import type { ObjectRecord } from '../../store/store.js'
import { requireBucket } from './require-bucket.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** Does something to every object of a bucket, as a job; answers with its id. */
const forAll = async (
  context: HandlerContext,
  kind: string,
  bucket: EmulatedBucket,
  options: {
    readonly prefix?: string
    readonly before?: () => Promise<void>
    readonly each?: (record: ObjectRecord) => Promise<void>
    readonly picks?: (name: string) => boolean
  } = {},
): Promise<EmulatorReply> => {
  const { cluster } = context
  const { name, provider, namespace } = bucket
  const work = async (run: JobRun): Promise<void> => {
    await options.before?.()
    for await (const found of bucketObjects(bucket, options.prefix ?? '', cluster)) {
      if (options.picks?.(found.name) === false) continue
      await run.step()
      const record = cluster.store.head({ bucket: bucket.uname, name: found.name })
      if (record === undefined) continue
      await options.each?.(record)
      run.count(cluster.topology.owner(bucket.uname + found.name).id, found.sizeBytes)
    }
  }
  const spec = { kind, bucket: { name, provider, namespace }, message: options.prefix ?? '' }
  const job = await cluster.jobs.startAndSettle(spec, work)
  return { status: 200, headers: textPlain, body: job.id }
}

const makeNCopies: Handler = (request, context) => {
  const { cluster } = context
  const bucket = requireBucket(request, context)
  const copies = Number(request.message?.['value'])
  const target = cluster.topology.targets[0] ?? context.node
  const mountpaths = target.kind === 'target' ? cluster.nodes.of(target).mountpaths.available.size : 0
  const refuse = (message: string): never => {
    throw new ApiFailure(400, `${nodeName(target)}: ${message}`).by(target, `/v1/txn/${bucket.name}/begin`)
  }
  if (!Number.isInteger(copies) || copies < 1) refuse(`invalid number of copies: ${String(request.message?.['value'])}`)
  if (copies > mountpaths) refuse(`number of copies (${copies}) exceeds the number of mountpaths (${mountpaths})`)
  const change = { mirror: { copies, enabled: copies > 1 } }
  return forAll(context, 'make-n-copies', bucket, {
    before: () => cluster.buckets.setProps(bucket, changeProps(bucket.props, change, 'make-n-copies')),
  })
}

interface EcMessage {
  readonly data_slices?: number
  readonly parity_slices?: number
}

/** @throws ApiFailure 400 for what is no JSON text, or more slices than targets */
const readEc = (request: EmulatorRequest, { cluster }: HandlerContext): Required<EcMessage> => {
  const value = request.message?.['value']
  if (typeof value !== 'string') throw new ApiFailure(400, 'invalid ec-encode request')
  const { data_slices: data = 2, parity_slices: parity = 2 } = JSON.parse(value) as EcMessage
  const count = cluster.topology.targets.length
  if (count < data + parity + 1)
    throw new ApiFailure(
      400,
      `not enough target nodes: EC configuration (D = ${data}, P = ${parity}) requires at least ${data + parity + 1} targets (have ${count})`,
      'ErrNotEnoughTargets',
    )
  return { data_slices: data, parity_slices: parity }
}

const ecEncode: Handler = (request, context) => {
  const bucket = requireBucket(request, context)
  const change = { ec: { ...readEc(request, context), enabled: true } }
  return forAll(context, 'ec-encode', bucket, {
    before: () => context.cluster.buckets.setProps(bucket, changeProps(bucket.props, change, 'ec-encode')),
  })
}

const rechunk: Handler = (request, context) => {
  const bucket = requireBucket(request, context)
  const value = (request.message?.['value'] ?? {}) as Readonly<Record<string, unknown>>
  const [limit, chunkBytes] = [Number(value['objsize-limit'] ?? 0), Number(value['chunk-size'] ?? 0)]
  const { store, topology } = context.cluster
  const target = topology.targets[0] ?? context.node
  if (chunkBytes < 1)
    throw new ApiFailure(
      400,
      `${nodeName(target)} failed to "rechunk" List/Range: ${nodeName(target)}: failed to newxactRechunk chunk size is not set, err: <nil>`,
    ).by(target, request.path)
  return forAll(context, 'rechunk', bucket, {
    prefix: String(value['prefix'] ?? ''),
    each: async ({ name, sizeBytes }) => {
      const isChunked = limit > 0 && sizeBytes >= limit
      const chunks = isChunked
        ? { count: Math.ceil(sizeBytes / chunkBytes), maxBytes: Math.min(chunkBytes, sizeBytes) }
        : undefined
      await store.setChunks({ bucket: bucket.uname, name }, chunks)
    },
  })
}

/** Members are found by reading here; the job only passes over the archives. */
const indexShards: Handler = (request, context) => {
  const value = (request.message?.['value'] ?? {}) as { readonly prefix?: string }
  const picks = (name: string): boolean => name.endsWith('.tar')
  return forAll(context, 'index-shard', requireBucket(request, context), { prefix: value.prefix ?? '', picks })
}

/** Mirroring, erasure coding, chunks and indexes. */
export const protectHandlers: readonly HandlerEntry[] = [
  { route: makeNCopiesRoute, node: 'proxy', handle: makeNCopies },
  { route: ecEncodeRoute, node: 'proxy', handle: ecEncode },
  { route: rechunkRoute, node: 'proxy', handle: rechunk },
  { route: indexShardsRoute, node: 'proxy', handle: indexShards },
]
