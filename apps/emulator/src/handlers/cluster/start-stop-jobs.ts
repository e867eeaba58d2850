import { putClusterRoute } from '@ais/core/wire'
import { jobKindNamed, jobKinds } from '@ais/jobs/wire'
import { ApiFailure } from '../../api-failure.js'
import type { JobBucket } from '../../jobs/emulated-job.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { notEmulated } from '../../strict.js'
import { nodeName } from '../../topology/node.js'
import { makeShortId } from '../../topology/node-ids.js'
import { bucketNotFound, readNamespace } from '../buckets/require-bucket.js'
import { handJob, isHandJob, passOver, type HandSelection } from './hand-jobs.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** What a start or a stop is about, whatever the case of its keys. */
interface Selection extends HandSelection {
  readonly id: string
  readonly kind: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const bucketOf = (value: unknown): JobBucket | undefined => {
  const { name, provider, namespace } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (text(name) === '') return undefined
  const parsed = typeof namespace === 'object' && namespace !== null ? (namespace as JobBucket['namespace']) : undefined
  return { name: text(name), provider: text(provider) || 'ais', namespace: parsed ?? readNamespace('') }
}

/** @throws ApiFailure 400 for what is no selection */
const selectionOf = (request: EmulatorRequest, { node }: HandlerContext): Selection => {
  const value = request.message?.['value'] ?? {}
  const action = text(request.message?.['action'])
  if (typeof value !== 'object')
    throw new ApiFailure(
      400,
      `${nodeName(node)}: failed to unmarshal ${action} (${typeof value}), err: readObjectStart: expect { or n, but found ${JSON.stringify(value).slice(0, 1)}, error found in #1 byte of ...|${JSON.stringify(value)}|..., bigger context ...|${JSON.stringify(value)}|...`,
    )
  const fields = Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one as unknown]))
  const listed = Array.isArray(fields['buckets']) ? (fields['buckets'] as readonly unknown[]) : []
  return {
    id: text(fields['id']) || text(fields['uuid']),
    kind: text(fields['kind']),
    node: text(fields['daemonid']) || text(fields['node']),
    isForced: fields['force'] === true,
    buckets: [fields['bck'], ...listed].map(bucketOf).filter((bucket) => bucket !== undefined),
  }
}

/** Why a job cannot be started: by the proxy itself, or by a target that it asked. */
const checkStart = (kind: string | undefined, selection: Selection, context: HandlerContext): void => {
  const { topology, buckets } = context.cluster
  const [proxy, target] = [nodeName(context.node), topology.targets[0]]
  const byTarget = (status: number, message: string, tcode = ''): ApiFailure =>
    new ApiFailure(status, message, tcode).by(target, '/v1/xactions')
  const known = jobKinds[kind ?? '']
  if (kind === undefined || known === undefined)
    throw byTarget(400, `invalid xaction (job) kind "": xa-[${makeShortId()}]`)
  if (kind === 'resilver' && selection.node === '')
    throw new ApiFailure(
      501,
      'cannot run resilver on all targets in the cluster - operation not supported',
      'ErrUnsupp',
    )
  if (kind === 'resilver' && topology.find(selection.node)?.kind !== 'target')
    throw new ApiFailure(
      400,
      `${proxy}: cannot resilver node ${selection.node} not present in <nil>`,
      'errNodeNotFound',
    )
  if (kind === 'rebalance' && topology.targets.length < 2)
    throw new ApiFailure(
      400,
      `${proxy}: not enough targets: Smap v${topology.version}, need 2, have ${topology.targets.length}`,
      'errNotEnoughTargets',
    )
  const needsBucket = known.startable === 'bucket' || (known.startable === undefined && kind.endsWith('-bck'))
  if (needsBucket && selection.buckets.length === 0) throw byTarget(400, `xaction "${kind}" requires a bucket to start`)
  for (const { name, provider, namespace } of selection.buckets) {
    const ref = { name, provider: provider as 'ais', namespace }
    if (buckets.find(ref) === undefined) throw bucketNotFound(ref).by(target, '/v1/xactions')
  }
  if (known.startable === undefined)
    throw byTarget(501, `cannot start xaction "${kind}" - operation not supported`, 'ErrUnsupp')
}

const start = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const selection = selectionOf(request, context)
  const kind = jobKindNamed(selection.kind)
  checkStart(kind, selection, context)
  if (kind === undefined || !isHandJob(kind)) throw notEmulated(`starting ${selection.kind} by hand`)
  const spec = handJob(kind, selection)
  const id = kind === 'rebalance' ? `g${context.cluster.jobs.list(kind).length + 1}` : undefined
  const job = await context.cluster.jobs.startAndSettle(spec, passOver(context, selection), id)
  return { status: 200, headers: textPlain, body: job.id }
}

/** Stopping what is not there, or is over, is no error. */
const stop = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const { jobs, topology } = context.cluster
  const { id, kind } = selectionOf(request, context)
  if (id === '' && kind === '')
    throw new ApiFailure(400, "cannot stop xaction given 'xa-[]' - expecting a valid kind and/or UUID").by(
      topology.targets[0],
      '/v1/xactions',
    )
  for (const job of id === '' ? jobs.list(jobKindNamed(kind) ?? kind) : [jobs.find(id)])
    if (job !== undefined) jobs.stop(job.id)
  return { status: 200 }
}

/** Starting jobs by hand, and stopping them. */
export const startStopJobHandlers: readonly HandlerEntry[] = [
  { route: { ...putClusterRoute, action: 'start' }, node: 'proxy', handle: start },
  { route: { ...putClusterRoute, action: 'stop' }, node: 'proxy', handle: stop },
]
