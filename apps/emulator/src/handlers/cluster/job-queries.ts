import { ApiFailure } from '../../api-failure.js'
import { hasStatus, isOver, snapshotOf, statusJson, type Job } from '../../jobs/job-registry.js'
import type { EmulatorRequest, Handler, HandlerContext } from '../../server/handler.js'
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

const requireMessage = (request: EmulatorRequest, context: HandlerContext): void => {
  if (request.message === undefined)
    throw new ApiFailure(
      400,
      `${nodeName(context.node)}: failed to unmarshal [*xact.QueryMsg] (${request.method}), err: EOF (prxclu.go, #154)`,
    )
}

const status: Handler = (request, context) => {
  requireMessage(request, context)
  const { jobs, nowNs } = context.cluster
  const id = field(request, 'id')
  const job = jobs.find(id)
  if (job === undefined || !hasStatus(job.kind))
    throw new ApiFailure(404, `${nodeName(context.node)}: x-[${id}] does not exist`, 'ErrNotFound')
  return { status: 200, headers: textPlain, body: `${statusJson(job, nowNs())}\n` }
}

const isActiveOnly = (request: EmulatorRequest): boolean =>
  request.message?.['show_active'] === true || request.message?.['onlyrunning'] === true

const selected = (request: EmulatorRequest, context: HandlerContext): readonly Job[] => {
  const { jobs, nowNs } = context.cluster
  const [id, kind] = [field(request, 'id', 'uuid'), field(request, 'kind')]
  const found = id === '' ? jobs.list(kind) : jobs.list('').filter((job) => job.id === id)
  return isActiveOnly(request) ? found.filter((job) => !isOver(job, nowNs())) : found
}

const snapshots: Handler = (request, context) => {
  requireMessage(request, context)
  const { topology, nowNs } = context.cluster
  const id = field(request, 'id', 'uuid')
  const found = selected(request, context)
  if (id !== '' && found.length === 0) throw new ApiFailure(404, `"x-[${id}]" not found`)
  const byTarget = Object.fromEntries(
    topology.targets.map((target, index) => [target.id, found.map((job) => snapshotOf(job, nowNs(), index === 0))]),
  )
  return { status: 200, headers: jsonHeaders, body: `${JSON.stringify(byTarget)}\n` }
}

const statusAll: Handler = (request, context) => {
  requireMessage(request, context)
  const found = selected(request, context).filter(({ kind }) => hasStatus(kind))
  const body =
    found.length === 0 ? 'null' : `[${found.map((job) => statusJson(job, context.cluster.nowNs())).join(',')}]`
  return { status: 200, headers: textPlain, body: `${body}\n` }
}

const runningAll: Handler = (request, context) => {
  requireMessage(request, context)
  const { nowNs } = context.cluster
  const running = selected(request, context).filter((job) => !isOver(job, nowNs()))
  return {
    status: 200,
    headers: jsonHeaders,
    body: `${JSON.stringify(running.length === 0 ? null : running.map(({ kind, id }) => `${kind}[${id}]`))}\n`,
  }
}

/** The four queries about jobs, by their `what`. */
export const jobQueries: Readonly<Record<string, Handler>> = {
  status,
  qryxstats: snapshots,
  status_all: statusAll,
  running_all: runningAll,
}
