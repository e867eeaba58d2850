import { abortDsortRoute, getDsortRoute, removeDsortRoute, startDsortRoute } from '@ais/dsort/wire'
import type { Provider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import { DsortProgress, infoJson } from '../../dsort/dsort-progress.js'
import type { DsortJob } from '../../dsort/dsort-registry.js'
import { readDsortRequest, type DsortRequest } from '../../dsort/dsort-request.js'
import { loadKeyMap } from '../../dsort/key-map.js'
import { sortShards } from '../../dsort/sort-shards.js'
import { JobStopped, type JobRun } from '../../jobs/emulated-job.js'
import { isTrue } from '../../rules/booleans.js'
import { goRegexpOr } from '../../rules/go-regexp.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { makeShortId } from '../../topology/node-ids.js'
import { bucketNotFound } from '../buckets/require-bucket.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

const json = (value: unknown): EmulatorReply => ({
  status: 200,
  headers: textPlain,
  body: `${JSON.stringify(value)}\n`,
})

type BucketName = DsortRequest['input']

const findBucket = ({ cluster }: HandlerContext, { name, provider }: BucketName): EmulatedBucket | undefined =>
  cluster.buckets.find({ name, provider: provider as Provider })

/** Does the sort, and notes why it failed. */
const work = async (
  context: HandlerContext,
  run: JobRun,
  { request, progress }: Omit<DsortJob, 'job'>,
  sort: () => Promise<void>,
): Promise<void> => {
  try {
    await sort()
  } catch (error) {
    const target = context.cluster.topology.targets[0] ?? context.node
    if (error instanceof JobStopped) progress.errors.push(`${nodeName(target)}: [dsort] ${run.job.id} aborted`)
    else progress.errors.push(error instanceof Error ? error.message : `cannot sort ${request.input.name}`)
    throw error
  }
}

const start: Handler = async (request, context) => {
  const { cluster } = context
  if (request.message === undefined)
    throw new ApiFailure(400, `${nodeName(context.node)}: failed to unmarshal dsort request, err: EOF`, 'wrapError')
  const asked = readDsortRequest(request.message)
  const input = findBucket(context, asked.input)
  const namespace = { uuid: '', name: '' }
  if (input === undefined)
    throw bucketNotFound({ ...asked.input, provider: asked.input.provider as Provider, namespace })
  const to = { name: asked.output.name, provider: asked.output.provider as Provider, namespace }
  const output =
    findBucket(context, asked.output) ?? (await cluster.buckets.create(to, cluster.nowNs(), { like: input.props }))
  const progress = new DsortProgress(cluster.topology.targets.map(({ id }) => id))
  const spec = {
    kind: 'dsort',
    bucket: { ...asked.input, namespace },
    from: { ...asked.input, namespace },
    to,
    message: asked.description,
  }
  const sort = (run: JobRun): Promise<void> =>
    work(context, run, { request: asked, progress }, () =>
      sortShards(cluster, run, asked, progress, { input, output }, () => loadKeyMap(asked, context)),
    )
  const job = await cluster.jobs.startAndSettle(spec, sort, `srt-${makeShortId()}`)
  cluster.dsorts.set(job.id, { job, request: asked, progress })
  return { status: 200, headers: textPlain, body: job.id }
}

const query: Handler = (request, { cluster }) => {
  const id = request.query.get('uuid')
  if (id !== null) {
    const found = cluster.dsorts.get(id)
    if (found === undefined) throw new ApiFailure(404, `%!s(<nil>): [dsort] ${id} does not exist`)
    const { job, request: asked, progress } = found
    return json(
      Object.fromEntries(progress.targetIds.map((target) => [target, infoJson(job, asked, progress, [target])])),
    )
  }
  const regex = goRegexpOr((reason) => new ApiFailure(400, reason, 'Error'), request.query.get('regex') ?? '')
  const isActiveOnly = isTrue(request.query.get('only_active'))
  const found = [...cluster.dsorts.values()].filter(
    ({ job, request: asked }) => regex.test(asked.description) && !(isActiveOnly && job.isOver),
  )
  return json(found.map(({ job, request: asked, progress }) => infoJson(job, asked, progress, progress.targetIds)))
}

const abort = (request: EmulatorRequest, { cluster }: HandlerContext): EmulatorReply => {
  const id = request.query.get('uuid') ?? ''
  if (!cluster.dsorts.has(id)) throw new ApiFailure(404, `dsort job ${id} does not exist`, 'ErrNotFound')
  cluster.jobs.stop(id)
  return { status: 200 }
}

const remove = (request: EmulatorRequest, { cluster }: HandlerContext): EmulatorReply => {
  const id = request.query.get('uuid') ?? ''
  const found = cluster.dsorts.get(id)
  if (found === undefined) throw new ApiFailure(404, `invalid request: job "${id}" does not exist`)
  if (!found.job.isOver) throw new ApiFailure(400, `invalid request: job "${id}" is still running`)
  cluster.dsorts.delete(id)
  return { status: 200 }
}

/** Distributed sort. */
export const dsortHandlers: readonly HandlerEntry[] = [
  { route: startDsortRoute, node: 'proxy', handle: start },
  { route: getDsortRoute, node: 'proxy', handle: query },
  { route: abortDsortRoute, node: 'proxy', handle: abort },
  { route: removeDsortRoute, node: 'proxy', handle: remove },
]
