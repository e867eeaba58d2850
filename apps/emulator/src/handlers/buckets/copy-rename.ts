import { copyBucketRoute, renameBucketRoute } from '@ais/buckets/wire'
import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { meetBucket, resolveNamespace } from '../../backends/admit-bucket.js'
import { isRemote } from '../../backends/backends.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import { copyObjectAnywhere } from '../../backends/copy-object.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { JobCounts, JobRun } from '../../jobs/emulated-job.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { newName } from './copied-name.js'
import { checkName, readNamespace, refuseRemote, requireBucket, type AddressedBucket } from './require-bucket.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** The destination of `bck_to`, a uname. @throws ApiFailure 400 */
const destination = async (request: EmulatorRequest, context: HandlerContext): Promise<AddressedBucket> => {
  const uname = request.query.get('bck_to')
  if (uname === null) throw new ApiFailure(400, 'missing "bck_to" query parameter')
  const [provider = '', namespace = '', name = ''] = uname.split('/')
  checkName(name)
  return {
    name,
    provider: parseProvider(provider) ?? 'ais',
    namespace: await resolveNamespace(readNamespace(namespace), context),
  }
}

interface CopyMessage {
  readonly prefix?: string
  readonly prepend?: string
  readonly ext?: Readonly<Record<string, string>> | null
  readonly dry_run?: boolean
  readonly synchronize?: boolean
}

const jobBucket = ({ name, provider, namespace }: AddressedBucket) => ({ name, provider, namespace })

/** Copies all objects of a prefix; those of a remote bucket come from its backend. */
const copyAll = async (
  { cluster }: HandlerContext,
  run: JobRun,
  from: EmulatedBucket,
  to: EmulatedBucket | undefined,
  message: CopyMessage,
): Promise<void> => {
  for await (const { name, sizeBytes } of bucketObjects(from, message.prefix ?? '', cluster)) {
    await run.step()
    const owner = cluster.topology.owner(`${from.uname}${name}`).id
    run.visit(owner)
    let bytes = sizeBytes
    if (to !== undefined) {
      const target = { bucket: to, name: newName(name, message) }
      // Deleted since the page was read.
      const done = await copyObjectAnywhere({ bucket: from, name }, target, cluster)
      if (done === undefined) continue
      bytes = done.sizeBytes
    }
    run.count(owner, bytes)
  }
}

/** What a target tells of a copy: it has its own objects only, and sends none. */
const copied = ({ objects, visits }: JobCounts, _job: unknown, target: string): string =>
  `; ${target}: job:[ visited:${visits} locally-processed:${objects} sent:0 received:0 copy-err:0 chan-full:0 pruned:0]`

const copy = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const from = requireBucket(request, context)
  const to = await destination(request, context)
  const message = (request.message?.['value'] ?? {}) as CopyMessage
  const isSame = messageUri(to) === messageUri(from)
  if (isSame && (message.prepend ?? '') === '' && (message.ext ?? undefined) === undefined && message.dry_run !== true)
    throw new ApiFailure(400, `cannot copy-bck bucket "${messageUri(from)}" onto itself`)
  if (message.synchronize === true && (message.prepend ?? '') !== '')
    throw new ApiFailure(
      400,
      `prepend option ("${message.prepend ?? ''}") is incompatible with the request to synchronize buckets`,
    )
  refuseRemote(to, context)
  const known = isRemote(to) ? await meetBucket(to, context) : cluster.buckets.find(to)
  const target =
    message.dry_run === true
      ? undefined
      : (known ?? (await cluster.buckets.create(to, cluster.nowNs(), isRemote(from) ? {} : { like: from.props })))
  const suffix = (text: string | undefined): string => (text === undefined || text === '' ? '' : `/${text}`)
  const spec = {
    kind: 'copy-bck',
    globId: '2',
    from: jobBucket(from),
    bucket: jobBucket(to),
    message: `cp ${messageUri(from)}${suffix(message.prefix)}=>${messageUri(to)}${suffix(message.prepend)}`,
    progress: copied,
  }
  const job = await cluster.jobs.startAndSettle(spec, (run) => copyAll(context, run, from, target, message))
  return { status: 200, headers: textPlain, body: job.id }
}

const rename = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const from = requireBucket(request, context)
  if (isRemote(from)) throw new ApiFailure(400, `can only rename AIS ('ais://') bucket ("${messageUri(from)}" is not)`)
  const to = await destination(request, context)
  if (messageUri(to) === messageUri(from))
    throw new ApiFailure(400, `cannot rename bucket "${messageUri(from)}" to itself ("${messageUri(to)}")`)
  refuseRemote(to, context)
  if (cluster.buckets.find(to) !== undefined)
    throw new ApiFailure(400, `bucket "${messageUri(to)}" already exists`, 'ErrBucketAlreadyExists')
  const spec = {
    kind: 'move-bck',
    from: jobBucket(from),
    bucket: jobBucket(to),
    message: `${messageUri(from)}=>${messageUri(to)}`,
  }
  const totals = cluster.store.totals(from.uname, '')
  const job = await cluster.jobs.startAndSettle(spec, async (run) => {
    await cluster.buckets.rename(from, to)
    run.count(cluster.topology.targets[0]?.id ?? '', totals.bytes, totals.count)
  })
  return { status: 200, headers: textPlain, body: job.id }
}

/** Copy and rename of buckets. */
export const copyRenameHandlers: readonly HandlerEntry[] = [
  { route: copyBucketRoute, node: 'proxy', handle: copy },
  { route: renameBucketRoute, node: 'proxy', handle: rename },
]
