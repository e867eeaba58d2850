import { ApiFailure } from '../../api-failure.js'
import { jobKindNamed } from '@ais/jobs/wire'
import type { EmulatedJob } from '../../jobs/emulated-job.js'
import { snapshotOf, statusJson } from '../../jobs/job-json.js'
import type { EmulatedDownload } from '../../downloads/emulated-download.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }
const jsonHeaders = { 'Content-Type': 'application/json; charset=utf-8' }

const field = (request: EmulatorRequest, ...names: readonly string[]): string => {
  for (const name of names) {
    const value = request.message?.[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}

const requireMessage = (request: EmulatorRequest, context: HandlerContext, at = 'prxclu.go, #154'): void => {
  if (request.message === undefined)
    throw new ApiFailure(
      400,
      `${nodeName(context.node)}: failed to unmarshal [*xact.QueryMsg] (${request.method}), err: EOF (${at})`,
    )
}

/** A download is tracked under its own id, and under the name of its type. */
const downloadStatusReply = (download: EmulatedDownload, kind: string): EmulatorReply => {
  if (kind !== '' && kind !== download.type)
    throw new ApiFailure(400, `kind mismatch: x-${kind}[${download.id}], expected kind=${download.type}`)
  return { status: 200, headers: textPlain, body: `${statusJson(download.job, download)}\n` }
}

const status: Handler = (request, context) => {
  requireMessage(request, context, 'ic.go, #221')
  const [id, kind] = [field(request, 'id'), field(request, 'kind')]
  if (id === '' && kind === '') throw new ApiFailure(400, 'invalid x-')
  const download = context.cluster.downloads.find(id)
  if (download !== undefined) return downloadStatusReply(download, kind)
  const job = context.cluster.jobs.find(id)
  if (job === undefined || !job.hasStatus)
    throw new ApiFailure(404, `${nodeName(context.node)}: x-[${id}] does not exist`, 'ErrNotFound')
  if (kind !== '' && jobKindNamed(kind) !== job.kind)
    throw new ApiFailure(400, `kind mismatch: x-${kind}[${id}], expected kind=${job.kind}`)
  return { status: 200, headers: textPlain, body: `${statusJson(job)}\n` }
}

const isActiveOnly = (request: EmulatorRequest): boolean =>
  request.message?.['show_active'] === true || request.message?.['onlyrunning'] === true

/** The bucket that a query is limited to. */
const bucketFilter = (request: EmulatorRequest): ((job: EmulatedJob) => boolean) => {
  const bucket = request.message?.['bck'] as { readonly name?: string; readonly provider?: string } | null | undefined
  const name = bucket?.name ?? ''
  if (name === '') return () => true
  const provider = bucket?.provider ?? 'ais'
  return ({ spec: { bucket: to, from } }) => [to, from].some((one) => one?.name === name && one.provider === provider)
}

/** Jobs that a query selects; a kind that is none selects all. */
const selected = (request: EmulatorRequest, { cluster: { jobs } }: HandlerContext): readonly EmulatedJob[] => {
  const [id, kind] = [field(request, 'id', 'uuid'), field(request, 'kind')]
  const found = id === '' ? jobs.list(jobKindNamed(kind)) : [jobs.find(id)].filter((job) => job !== undefined)
  return found.filter(bucketFilter(request)).filter((job) => !isActiveOnly(request) || job.isListedAsRunning)
}

const snapshots: Handler = (request, context) => {
  requireMessage(request, context)
  const id = field(request, 'id', 'uuid')
  const found = selected(request, context)
  if (id !== '' && context.cluster.jobs.find(id) === undefined) throw new ApiFailure(404, `"x-[${id}]" not found`)
  const runsOn = (job: EmulatedJob, target: string): boolean => job.spec.targetIds?.includes(target) ?? true
  const byTarget = Object.fromEntries(
    context.cluster.topology.targets.map((target) => [
      target.id,
      found.filter((job) => runsOn(job, target.id)).map((job) => snapshotOf(job, target)),
    ]),
  )
  return { status: 200, headers: jsonHeaders, body: `${JSON.stringify(byTarget)}\n` }
}

/** The list of states knows kinds by their own names only. */
const statusAll: Handler = (request, context) => {
  requireMessage(request, context)
  const kind = field(request, 'kind')
  const found = selected(request, context).filter((job) => job.hasStatus && (kind === '' || job.kind === kind))
  const body = found.length === 0 ? 'null' : `[${found.map((job) => statusJson(job)).join(',')}]`
  return { status: 200, headers: textPlain, body: `${body}\n` }
}

const runningAll: Handler = (request, context) => {
  requireMessage(request, context)
  const running = selected(request, context).filter((job) => job.isListedAsRunning)
  return {
    status: 200,
    headers: jsonHeaders,
    body: `${JSON.stringify(running.map(({ kind, id }) => `${kind}[${id}]`))}\n`,
  }
}

/** The four queries about jobs, by their `what`. */
export const jobQueries: Readonly<Record<string, Handler>> = {
  status,
  qryxstats: snapshots,
  status_all: statusAll,
  running_all: runningAll,
}
