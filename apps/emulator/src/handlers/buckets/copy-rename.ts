import { copyBucketRoute, renameBucketRoute } from '@ais/buckets/wire'
import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import { copyContent } from '../../rules/copy-content.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { checkName, readNamespace, refuseRemote, requireBucket, type AddressedBucket } from './require-bucket.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** The destination of `bck_to`, a uname. @throws ApiFailure 400 */
const destination = (request: EmulatorRequest): AddressedBucket => {
  const uname = request.query.get('bck_to')
  if (uname === null) throw new ApiFailure(400, 'missing "bck_to" query parameter')
  const [provider = '', namespace = '', name = ''] = uname.split('/')
  checkName(name)
  return { name, provider: parseProvider(provider) ?? 'ais', namespace: readNamespace(namespace) }
}

interface CopyMessage {
  readonly prefix?: string
  readonly prepend?: string
  readonly ext?: Readonly<Record<string, string>>
  readonly dry_run?: boolean
  readonly synchronize?: boolean
}

const newName = (name: string, { prepend = '', ext = {} }: CopyMessage): string => {
  const dot = name.lastIndexOf('.')
  const changed = dot < 0 ? undefined : ext[name.slice(dot + 1)]
  return prepend + (changed === undefined ? name : name.slice(0, dot + 1) + changed)
}

const jobBucket = ({ name, provider, namespace }: AddressedBucket) => ({ name, provider, namespace })

/** Copies all objects of a prefix, in pages; gives how many and how much. */
const copyAll = async (
  context: HandlerContext,
  from: EmulatedBucket,
  to: EmulatedBucket,
  message: CopyMessage,
): Promise<{ objects: number; bytes: number }> => {
  const { store, nowNs } = context.cluster
  let [after, objects, bytes] = ['', 0, 0]
  for (;;) {
    const page = store.list({ bucket: from.uname, prefix: message.prefix ?? '', after, limit: 1000 })
    for (const record of page) {
      await copyContent(
        store,
        { bucket: from.uname, name: record.name },
        { bucket: to.uname, name: newName(record.name, message) },
        nowNs(),
      )
      objects += 1
      bytes += record.sizeBytes
    }
    const last = page.at(-1)
    if (last === undefined) return { objects, bytes }
    after = last.name
  }
}

const copy = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const from = requireBucket(request, context)
  const to = destination(request)
  const message = (request.message?.['value'] ?? {}) as CopyMessage
  const isSame = messageUri(to) === messageUri(from)
  if (isSame && (message.prepend ?? '') === '' && message.ext === undefined && message.dry_run !== true)
    throw new ApiFailure(400, `cannot copy-bck bucket "${messageUri(from)}" onto itself`)
  if (message.synchronize === true && (message.prepend ?? '') !== '')
    throw new ApiFailure(
      400,
      `prepend option ("${message.prepend ?? ''}") is incompatible with the request to synchronize buckets`,
    )
  refuseRemote(to, context)
  const startedNs = cluster.nowNs()
  let done = { objects: 0, bytes: 0 }
  if (message.dry_run === true) {
    const totals = cluster.store.totals(from.uname, message.prefix ?? '')
    done = { objects: totals.count, bytes: totals.bytes }
  } else {
    const target = cluster.buckets.find(to) ?? (await cluster.buckets.create(to, startedNs, { like: from.props }))
    done = await copyAll(context, from, target, message)
  }
  const suffix = (text: string | undefined): string => (text === undefined || text === '' ? '' : `/${text}`)
  const job = cluster.jobs.add({
    kind: 'copy-bck',
    startedNs,
    from: jobBucket(from),
    bucket: jobBucket(to),
    ...done,
    message: `cp ${messageUri(from)}${suffix(message.prefix)}=>${messageUri(to)}${suffix(message.prepend)}`,
  })
  return { status: 200, headers: textPlain, body: job.id }
}

const rename = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const from = requireBucket(request, context)
  const to = destination(request)
  if (messageUri(to) === messageUri(from))
    throw new ApiFailure(400, `cannot rename bucket "${messageUri(from)}" to itself ("${messageUri(to)}")`)
  refuseRemote(to, context)
  if (cluster.buckets.find(to) !== undefined)
    throw new ApiFailure(400, `bucket "${messageUri(to)}" already exists`, 'ErrBucketAlreadyExists')
  const startedNs = cluster.nowNs()
  const totals = cluster.store.totals(from.uname, '')
  await cluster.buckets.rename(from, to)
  const job = cluster.jobs.add({
    kind: 'move-bck',
    startedNs,
    from: jobBucket(from),
    bucket: jobBucket(to),
    objects: totals.count,
    bytes: totals.bytes,
    message: `${messageUri(from)}=>${messageUri(to)}`,
  })
  return { status: 200, headers: textPlain, body: job.id }
}

/** Copy and rename of buckets. */
export const copyRenameHandlers: readonly HandlerEntry[] = [
  { route: copyBucketRoute, node: 'proxy', handle: copy },
  { route: renameBucketRoute, node: 'proxy', handle: rename },
]
