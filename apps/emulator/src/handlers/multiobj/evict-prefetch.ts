import { evictObjectsRoute, prefetchObjectsRoute } from '@ais/multiobj/wire'
import { ApiFailure } from '../../api-failure.js'
import { isRemote } from '../../backends/backends.js'
import { objectsHere } from '../../backends/bucket-objects.js'
import { obtainObject } from '../../backends/remote-objects.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { JobCounts, JobRun } from '../../jobs/emulated-job.js'
import type { JobRegistry } from '../../jobs/job-registry.js'
import { goSize } from '../../rules/go-size.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import type { Topology } from '../../topology/topology.js'
import { requireBucket } from '../buckets/require-bucket.js'
import { noteMissing } from './delete-copy.js'
import { jobBucket } from './destination.js'
import { namesOf, selectionMessage, selectNames, type ListNames, type SelectedNames } from './selected-names.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** The bucket of a request that only remote ones know. @throws ApiFailure 400 */
const requireRemote = (request: EmulatorRequest, context: HandlerContext, what: string): EmulatedBucket => {
  const bucket = requireBucket(request, context)
  if (isRemote(bucket)) return bucket
  throw new ApiFailure(400, `${what}: expecting remote bucket (have ${messageUri(bucket)})`, 'ErrNotRemoteBck')
}

const namesHere = ({ cluster }: HandlerContext, bucket: EmulatedBucket): ListNames =>
  async function* (prefix) {
    for await (const { name } of objectsHere(bucket, prefix, cluster)) yield name
  }

const evictAll = async (
  { cluster }: HandlerContext,
  run: JobRun,
  bucket: EmulatedBucket,
  selected: SelectedNames,
): Promise<void> => {
  for await (const name of selected.names()) {
    await run.step()
    const key = { bucket: bucket.uname, name }
    const record = cluster.store.head(key)
    if (record !== undefined && (await cluster.store.remove(key)))
      run.count(cluster.topology.owner(bucket.uname + name).id, record.sizeBytes)
  }
}

const evict = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  // The name of the other action is the real server's.
  const bucket = requireRemote(request, context, 'evict-remote-bck')
  const selected = selectNames(request, context, namesHere(context, bucket))
  const spec = { kind: 'evict-listrange', bucket: jobBucket(bucket), message: selected.message, globId: '2048' }
  const job = await context.cluster.jobs.startAndSettle(spec, (run) => evictAll(context, run, bucket, selected))
  return { status: 200, headers: textPlain, body: job.id }
}

const prefetchAll = async (
  context: HandlerContext,
  run: JobRun,
  bucket: EmulatedBucket,
  selected: SelectedNames,
  isLatest: boolean,
): Promise<void> => {
  const { cluster } = context
  const missing = (name: string): void => {
    if (selected.isNamed) noteMissing(context, run, bucket, name)
  }
  for await (const name of selected.names()) {
    await run.step()
    const before = cluster.store.head({ bucket: bucket.uname, name })
    try {
      const record = await obtainObject({ bucket, name }, cluster, isLatest)
      if (record === undefined) missing(name)
      else if (record !== before) run.count(cluster.topology.owner(bucket.uname + name).id, record.sizeBytes)
    } catch (error) {
      if (!(error instanceof ApiFailure && error.status === 404)) throw error
      missing(name)
    }
  }
}

type Brought = Pick<JobCounts, 'objects' | 'bytes'>

/** What was brought, as a target tells it. @wire xact/xs/prefetch.go _ctlMsg */
const cold = (of: string, { objects, bytes }: Brought): string =>
  objects === 0 ? '' : ` ${of}:[cold:(${objects},${goSize(bytes, 2)})]`

/** What a target brought in all prefetches. */
const allCold = (jobs: JobRegistry, { targets }: Topology, targetName: string): Brought => {
  const id = targets.find((target) => nodeName(target) === targetName)?.id ?? ''
  return jobs
    .list('prefetch-listrange')
    .map((job) => job.seenBy(id))
    .reduce((sum, seen) => ({ objects: sum.objects + seen.objects, bytes: sum.bytes + seen.bytes }), {
      objects: 0,
      bytes: 0,
    })
}

const prefetch = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const bucket = requireRemote(request, context, 'prefetch-listrange')
  const isLatest = selectionMessage(request, context)['latest-ver'] === true
  const selected = selectNames(request, context, namesOf(context, bucket))
  const { jobs, topology } = context.cluster
  const spec = {
    kind: 'prefetch-listrange',
    bucket: jobBucket(bucket),
    message: '',
    globId: '2048',
    progress: (seen: JobCounts, _job: unknown, target: string) =>
      `${target}: cfg(${selected.message})${cold('job', seen)}${cold('lifetime', allCold(jobs, topology, target))}`,
  }
  const work = (run: JobRun): Promise<void> => prefetchAll(context, run, bucket, selected, isLatest)
  const job = await jobs.startAndSettle(spec, work)
  return { status: 200, headers: textPlain, body: job.id }
}

/** Evicting and prefetching many objects of remote buckets. */
export const evictPrefetchHandlers: readonly HandlerEntry[] = [
  { route: evictObjectsRoute, node: 'proxy', handle: evict },
  { route: prefetchObjectsRoute, node: 'proxy', handle: prefetch },
]
