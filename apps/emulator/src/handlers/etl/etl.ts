import {
  deleteEtlRoute,
  etlHealthRoute,
  etlLogsOfTargetRoute,
  etlLogsRoute,
  etlMetricsRoute,
  initEtlRoute,
  listEtlsRoute,
  startEtlRoute,
  stopEtlRoute,
  viewEtlRoute,
} from '@ais/etl/wire'
import { ApiFailure } from '../../api-failure.js'
import { etlNotBuilt, needsKubernetes, type EmulatedEtl } from '../../etl/etl-registry.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { makeShortId } from '../../topology/node-ids.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }
const jsonHeaders = { 'Content-Type': 'application/json; charset=utf-8' }

const json = (value: unknown): EmulatorReply => ({
  status: 200,
  headers: jsonHeaders,
  body: `${JSON.stringify(value)}\n`,
})

/** Answers only in a build with ETL. */
const built =
  (handle: Handler): Handler =>
  (request, context) => {
    if (!context.cluster.etls.isBuilt) throw etlNotBuilt(501)
    return handle(request, context)
  }

const notFound = ({ node }: HandlerContext, name: string): ApiFailure =>
  new ApiFailure(404, `${nodeName(node)}: etl job ${name} does not exist`, 'ErrNotFound')

/** A refusal of the first target, which the proxy asked. */
const byTarget = ({ cluster }: HandlerContext, failure: ApiFailure, path?: string, method?: string): ApiFailure =>
  failure.by(cluster.topology.targets[0], path, method)

const noClient = 'k8s client is not initialized (non-Kubernetes deployment?)'

/** An ETL that runs or ran. @throws ApiFailure 404; 400 for one that never started without Kubernetes */
const requireEtl = (request: EmulatorRequest, context: HandlerContext, path?: string, method?: string): EmulatedEtl => {
  const name = request.params['etl'] ?? ''
  const found = context.cluster.etls.find(name)
  if (found === undefined) throw notFound(context, name)
  if (found.transform === undefined) throw byTarget(context, needsKubernetes(), path, method)
  return found
}

const noKind = `failed to parse pod spec: Object 'Kind' is missing in ''\n""`

/** What is wrong with a start. @throws ApiFailure 400 */
const checkInit = (name: string, communication: string, image: string): void => {
  const refuse = (why: string): never => {
    const spec = name === '' ? '[]' : `[etl="${name}"]`
    throw new ApiFailure(400, `invalid etl.InitMsg: ETLSpecMsg error: ${why}; InitSpecMsg error: ${spec} ${noKind}`)
  }
  const message = `[init-etl-spec[${name}-${communication}], env=[], timeout=(0s, 0s)]`
  if (image === '') refuse(`[${name === '' ? '' : `etl="${name}"`}] runtime.image must be specified`)
  if (name.length < 6) refuse(`ETL name "${name}" is too short ${message}`)
  if (!['hpush://', 'hpull://', 'ws://', ''].includes(communication))
    refuse(`[etl="${name}"] unknown comm-type "${communication}" ${message}`)
}

const init: Handler = (request, context) => {
  const { etls } = context.cluster
  const message = request.message ?? {}
  const name = String(message['name'] ?? '')
  const { image = '' } = (message['runtime'] ?? {}) as { readonly image?: string }
  const hasSpec = String(message['spec'] ?? '') !== ''
  if (!hasSpec) checkInit(name, String(message['communication'] ?? ''), image)
  if (etls.find(name) !== undefined)
    throw new ApiFailure(409, `${nodeName(context.node)}: etl job ${name} already exists`)
  const etl = etls.add(name, image, message)
  // What a failed start leaves behind stays, as on a real server.
  if (etl.transform === undefined) throw byTarget(context, new ApiFailure(400, noClient), '/v1/txn/begin', 'POST')
  return { status: 200, headers: textPlain, body: etl.jobId }
}

const list: Handler = (_request, context) => {
  const { cluster } = context
  if (!cluster.etls.canRun) throw byTarget(context, needsKubernetes())
  const all = cluster.etls.list().filter(({ transform }) => transform !== undefined)
  return json(
    all.map(({ name, stage, jobId, objectCount, inBytes, outBytes }) => ({
      id: name,
      stage,
      xaction_id: jobId,
      obj_count: objectCount,
      in_bytes: inBytes,
      out_bytes: outBytes,
    })),
  )
}

const view: Handler = (request, context) => {
  const { initMessage, errors } = requireEtl(request, context, `${request.path}/details`)
  return json({ init_msg: initMessage, ...(errors.length === 0 ? {} : { obj_errors: errors }) })
}

const start: Handler = (request, context) => {
  const name = request.params['etl'] ?? ''
  const etl = context.cluster.etls.find(name)
  if (etl === undefined) throw notFound(context, name)
  if (etl.transform === undefined) throw byTarget(context, new ApiFailure(400, noClient), '/v1/txn/begin')
  if (etl.stage === 'Running') throw new ApiFailure(400, `etl[${name}] is already running`, 'ErrETL')
  etl.stage = 'Running'
  etl.jobId = `etl-${makeShortId()}`
  return { status: 200, headers: textPlain, body: etl.jobId }
}

const stop: Handler = (request, context) => {
  requireEtl(request, context, request.path.replace(/\/stop$/, ''), 'DELETE').stage = 'Aborted'
  return { status: 200 }
}

const remove: Handler = (request, context) => {
  const name = request.params['etl'] ?? ''
  const etl = context.cluster.etls.find(name)
  if (etl === undefined) throw notFound(context, name)
  context.cluster.etls.remove(name)
  if (etl.transform === undefined) throw byTarget(context, needsKubernetes())
  return { status: 200 }
}

/** What is told of an ETL for each target. */
const perTarget =
  (of: (etl: EmulatedEtl) => Readonly<Record<string, unknown>>): Handler =>
  (request, context) => {
    if (!context.cluster.etls.canRun) throw byTarget(context, needsKubernetes())
    const etl = requireEtl(request, context)
    const only = request.params['target']
    const targets = context.cluster.topology.targets.filter(({ id }) => only === undefined || id === only)
    if (targets.length === 0) throw new ApiFailure(400, `target ${String(only)} does not exist`, 'errNodeNotFound')
    return json(targets.map(({ id }) => ({ target_id: id, ...of(etl) })))
  }

const logs = perTarget((etl) => ({
  logs: Buffer.from(etl.errors.map(({ obj_name, msg }) => `${obj_name}: ${msg}\n`).join('')).toString('base64'),
}))

/** ETLs: transformations that run in this process. */
export const etlHandlers: readonly HandlerEntry[] = [
  { route: initEtlRoute, node: 'proxy', handle: built(init) },
  { route: listEtlsRoute, node: 'proxy', handle: built(list) },
  { route: viewEtlRoute, node: 'proxy', handle: built(view) },
  { route: startEtlRoute, node: 'proxy', handle: built(start) },
  { route: stopEtlRoute, node: 'proxy', handle: built(stop) },
  { route: deleteEtlRoute, node: 'proxy', handle: built(remove) },
  { route: etlLogsRoute, node: 'proxy', handle: built(logs) },
  { route: etlLogsOfTargetRoute, node: 'proxy', handle: built(logs) },
  { route: etlHealthRoute, node: 'proxy', handle: built(perTarget(({ stage }) => ({ health_status: stage }))) },
  { route: etlMetricsRoute, node: 'proxy', handle: built(perTarget(() => ({ cpu: 0, mem: 0 }))) },
]
