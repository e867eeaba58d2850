import { copyObjectsRoute, deleteObjectsRoute } from '@ais/multiobj/wire'
import { copyObjectAnywhere } from '../../backends/copy-object.js'
import { removeAnywhere } from '../../backends/remove-object.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { EmulatedJob, JobRun } from '../../jobs/emulated-job.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { makeSharedJobId } from '../../topology/node-ids.js'
import { newName } from '../buckets/copied-name.js'
import { requireBucket } from '../buckets/require-bucket.js'
import { destinationOf, jobBucket, shareKeyOf } from './destination.js'
import { selectionMessage, selectNames, namesOf, type SelectedNames } from './selected-names.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** Notes that an object is not there, in the words of the target that owns it. */
export const noteMissing = (
  { cluster: { topology } }: HandlerContext,
  run: Pick<JobRun, 'note'>,
  bucket: EmulatedBucket,
  name: string,
): string => {
  const problem = `${nodeName(topology.owner(bucket.uname + name))}: ${messageUri(bucket)}/${name} does not exist`
  run.note(problem)
  return problem
}

const deleteAll = async (
  context: HandlerContext,
  run: JobRun,
  bucket: EmulatedBucket,
  selected: SelectedNames,
): Promise<void> => {
  const { cluster } = context
  for await (const name of selected.names()) {
    await run.step()
    const sizeBytes = await removeAnywhere({ bucket, name }, cluster)
    if (sizeBytes !== undefined) run.count(cluster.topology.owner(bucket.uname + name).id, sizeBytes)
    else if (selected.isNamed) noteMissing(context, run, bucket, name)
  }
}

const remove = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const bucket = requireBucket(request, context)
  const selected = selectNames(request, context, namesOf(context, bucket))
  const spec = { kind: 'delete-listrange', bucket: jobBucket(bucket), message: selected.message, globId: '2048' }
  const job = await context.cluster.jobs.startAndSettle(spec, (run) => deleteAll(context, run, bucket, selected))
  return { status: 200, headers: textPlain, body: job.id }
}

/** What a copy of many objects is asked for, beside which. */
interface CopySettings {
  readonly prepend?: string
  readonly ext?: Readonly<Record<string, string>> | null
  readonly dry_run?: boolean
}

const copyAll = async (
  context: HandlerContext,
  run: JobRun,
  from: EmulatedBucket,
  to: EmulatedBucket,
  selected: SelectedNames,
): Promise<void> => {
  const { cluster } = context
  // The job keeps the settings that it was started with, whatever later requests say: so does a real server's.
  const settings: CopySettings = run.job.spec.settings ?? {}
  for await (const name of selected.names()) {
    await run.step()
    const target = { bucket: to, name: newName(name, settings) }
    const copied =
      settings.dry_run === true
        ? cluster.store.head({ bucket: from.uname, name })
        : await copyObjectAnywhere({ bucket: from, name }, target, cluster)
    if (copied !== undefined) run.count(cluster.topology.owner(from.uname + name).id, copied.sizeBytes)
    else if (selected.isNamed) noteMissing(context, run, from, name)
  }
}

/** What a target tells of copies that share a job. @wire xact/xs/tcobjs.go CtlMsg */
const copied = (_seen: unknown, job: EmulatedJob, target: string): string => {
  const [begun, pending] = [job.items.length, job.pending]
  const counts = `xid:${job.id} txns:${begun - pending}/${begun} pending:${pending} sent:0 received:0 err:${job.problemCount}`
  return `; ${target}: job:[ ${counts} chan-full:0 pruned:0] [${job.items.join('; ')}]`
}

const copy = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const from = requireBucket(request, context)
  const value = selectionMessage(request, context)
  const selected = selectNames(request, context, namesOf(context, from))
  const to = await destinationOf(value, from, context, { create: true })
  const spec = {
    kind: 'copy-listrange',
    bucket: jobBucket(from),
    from: jobBucket(from),
    to: jobBucket(to),
    message: `cp ${messageUri(from)}=>${messageUri(to)}`,
    progress: copied,
    item: `${selected.message}, flags:${value['coer'] === true ? 'continue-on-error' : ''}`,
    shareKey: shareKeyOf(from, to),
    settings: value,
  }
  const work = (run: JobRun): Promise<void> => copyAll(context, run, from, to, selected)
  const job = await cluster.jobs.settled(cluster.jobs.share(spec, work, `tco-${makeSharedJobId()}`))
  return { status: 200, headers: textPlain, body: job.id }
}

/** Deleting and copying many objects. */
export const deleteCopyHandlers: readonly HandlerEntry[] = [
  { route: deleteObjectsRoute, node: 'proxy', handle: remove },
  { route: copyObjectsRoute, node: 'proxy', handle: copy },
]
