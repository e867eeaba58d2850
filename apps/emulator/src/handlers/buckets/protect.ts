import { ecEncodeRoute, indexShardsRoute, makeNCopiesRoute, rechunkRoute } from '@ais/buckets/wire'
import { ApiFailure } from '../../api-failure.js'
import { changeProps } from '../../buckets/bucket-props.js'
import type { EmulatedJob, JobCounts } from '../../jobs/emulated-job.js'
import type { EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { goSize } from '../../rules/go-size.js'
import { nodeName } from '../../topology/node.js'
import { forAllObjects } from './for-all-objects.js'
import { requireBucket } from './require-bucket.js'

const visited = ({ visits }: JobCounts): string => (visits === 0 ? '' : `, visited:${visits}`)

/** @wire xact/xs/shard_idx.go CtlMsg */
const indexed = ({ objects, skipped }: JobCounts, job: EmulatedJob): string => {
  const counts = [skipped === 0 ? '' : `skip-nontar:${skipped}`, objects === 0 ? '' : `index:${objects}`]
  const text = counts.filter((one) => one !== '').join(', ')
  return job.spec.message === '' || text === '' ? text : `, ${text}`
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
  return forAllObjects(context, 'make-n-copies', bucket, {
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
  return forAllObjects(context, 'ec-encode', bucket, {
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
  const prefix = String(value['prefix'] ?? '')
  return forAllObjects(context, 'rechunk', bucket, {
    prefix,
    message: `objsize-limit:${goSize(limit)}, chunk-size:${goSize(chunkBytes)}${prefix === '' ? '' : `, prefix:${prefix}`}`,
    progress: visited,
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
  return forAllObjects(context, 'index-shard', requireBucket(request, context), {
    prefix: value.prefix ?? '',
    message: value.prefix === undefined || value.prefix === '' ? '' : `prefix:${value.prefix}`,
    progress: indexed,
    globId: '2',
    picks,
  })
}

/** Mirroring, erasure coding, chunks and indexes. */
export const protectHandlers: readonly HandlerEntry[] = [
  { route: makeNCopiesRoute, node: 'proxy', handle: makeNCopies },
  { route: ecEncodeRoute, node: 'proxy', handle: ecEncode },
  { route: rechunkRoute, node: 'proxy', handle: rechunk },
  { route: indexShardsRoute, node: 'proxy', handle: indexShards },
]
