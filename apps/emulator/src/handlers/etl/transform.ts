import { transformBucketRoute, transformObjectsRoute } from '@ais/etl/wire'
import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import { etlNotBuilt, needsKubernetes, type EmulatedEtl } from '../../etl/etl-registry.js'
import { requireEtls, transformObject } from '../../etl/transform-object.js'
import { JobStopped, type JobRun } from '../../jobs/emulated-job.js'
import { storeContent } from '../../rules/store-content.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { makeSharedJobId } from '../../topology/node-ids.js'
import { newName } from '../buckets/copied-name.js'
import { checkName, readNamespace, requireBucket } from '../buckets/require-bucket.js'
import { noteMissing } from '../multiobj/delete-copy.js'
import { destinationOf, jobBucket } from '../multiobj/destination.js'
import { namesOf, selectNames, type SelectedNames } from '../multiobj/selected-names.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

interface TransformMessage {
  readonly id?: string
  readonly pipeline?: readonly string[] | null
  readonly prefix?: string
  readonly prepend?: string
  readonly ext?: Readonly<Record<string, string>>
  readonly dry_run?: boolean
  readonly coer?: boolean
}

/** The ETLs of a message. @throws ApiFailure 404 */
const etlsOf = (message: TransformMessage, context: HandlerContext): readonly EmulatedEtl[] => {
  const { etls } = context.cluster
  if (!etls.isBuilt) throw etlNotBuilt(404)
  if (!etls.canRun) throw needsKubernetes(404)
  return requireEtls({ names: [message.id ?? '', ...(message.pipeline ?? [])], args: '' }, context)
}

interface Transforming {
  readonly from: EmulatedBucket
  readonly to: EmulatedBucket
  readonly etls: readonly EmulatedEtl[]
  readonly message: TransformMessage
  /** Missing objects are problems. */
  readonly isNamed: boolean
}

const transformOne = async (
  context: HandlerContext,
  run: JobRun,
  { from, to, etls, message, isNamed }: Transforming,
  name: string,
): Promise<void> => {
  const { cluster } = context
  const content = await transformObject({ bucket: from, name }, etls, '', context)
  if (content === undefined) {
    if (isNamed) noteMissing(context, run, from, name)
    return
  }
  if (message.dry_run !== true)
    await storeContent(
      cluster,
      { bucket: to.uname, name: newName(name, message) },
      checksumTypeOf(to.props),
      (async function* () {
        yield content
      })(),
    )
  run.count(cluster.topology.owner(from.uname + name).id, content.length)
}

const transformAll = async (
  context: HandlerContext,
  run: JobRun,
  transforming: Transforming,
  names: AsyncIterable<string>,
): Promise<void> => {
  for await (const name of names) {
    await run.step()
    try {
      await transformOne(context, run, transforming, name)
    } catch (error) {
      if (error instanceof JobStopped || !(error instanceof ApiFailure)) throw error
      run.note(error.message)
      if (transforming.message.coer === true) continue
      run.job.stop(error.message, context.cluster.nowNs())
      await run.step()
    }
  }
}

/** The destination of `bck_to`, a uname, created if there is none. @throws ApiFailure 400 */
const destination = async (
  request: EmulatorRequest,
  from: EmulatedBucket,
  context: HandlerContext,
): Promise<EmulatedBucket> => {
  const uname = request.query.get('bck_to')
  if (uname === null) throw new ApiFailure(400, 'missing "bck_to" query parameter')
  const [provider = '', namespace = '', name = ''] = uname.split('/')
  checkName(name)
  const tobck = { name, provider: parseProvider(provider) ?? 'ais', namespace: readNamespace(namespace) }
  return destinationOf({ tobck }, from, context, { create: true })
}

const messageOf = (from: EmulatedBucket, to: EmulatedBucket): string => `etl ${messageUri(from)}=>${messageUri(to)}`

const transformBucket: Handler = async (request, context): Promise<EmulatorReply> => {
  const from = requireBucket(request, context)
  const message = (request.message?.['value'] ?? {}) as TransformMessage
  const etls = etlsOf(message, context)
  const to = await destination(request, from, context)
  const names = async function* (): AsyncGenerator<string> {
    for await (const { name } of bucketObjects(from, message.prefix ?? '', context.cluster)) yield name
  }
  const spec = { kind: 'etl-bck', bucket: jobBucket(to), from: jobBucket(from), message: messageOf(from, to) }
  const job = await context.cluster.jobs.startAndSettle(spec, (run) =>
    transformAll(context, run, { from, to, etls, message, isNamed: false }, names()),
  )
  return { status: 200, headers: textPlain, body: job.id }
}

const transformObjects: Handler = async (request, context): Promise<EmulatorReply> => {
  const { jobs } = context.cluster
  const from = requireBucket(request, context)
  const message = (request.message?.['value'] ?? {}) as TransformMessage
  const etls = etlsOf(message, context)
  const selected: SelectedNames = selectNames(request, context, namesOf(context, from))
  const to = await destinationOf(message as Readonly<Record<string, unknown>>, from, context, { create: true })
  const transforming = { from, to, etls, message, isNamed: selected.isNamed }
  const spec = {
    kind: 'etl-listrange',
    bucket: jobBucket(from),
    from: jobBucket(from),
    to: jobBucket(to),
    message: messageOf(from, to),
  }
  const work = (run: JobRun): Promise<void> => transformAll(context, run, transforming, selected.names())
  const job = await jobs.startAndSettle(spec, work, `tco-${makeSharedJobId()}`)
  return { status: 200, headers: textPlain, body: job.id }
}

/** Transforming buckets and selections. */
export const transformHandlers: readonly HandlerEntry[] = [
  { route: transformBucketRoute, node: 'proxy', handle: transformBucket },
  { route: transformObjectsRoute, node: 'proxy', handle: transformObjects },
]
