import { getClusterRoute, getDaemonRoute } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { notEmulated } from '../../strict.js'
import { nodeName } from '../../topology/node.js'
import { listRemoteClusters } from './remote-clusters.js'
import { jobQueries } from './job-queries.js'

const jsonHeaders = { 'Content-Type': 'application/json; charset=utf-8' }

const json = (value: unknown): EmulatorReply => ({
  status: 200,
  headers: jsonHeaders,
  body: `${JSON.stringify(value)}\n`,
})

const smap: Handler = (_request, { cluster }) => ({
  status: 200,
  headers: jsonHeaders,
  body: `${cluster.topology.smapJson()}\n`,
})

const bmd: Handler = (_request, { cluster }) => {
  const providers: Record<string, Record<string, Record<string, unknown>>> = {}
  for (const bucket of cluster.buckets.all()) {
    const namespaces = (providers[bucket.provider] ??= {})
    const buckets = (namespaces[`@${bucket.namespace.uuid}#${bucket.namespace.name}`] ??= {})
    buckets[bucket.name] = bucket.props
  }
  return json({ providers, uuid: cluster.topology.uuid, version: String(cluster.buckets.version) })
}

const snode: Handler = (_request, { cluster, node }) => {
  const map = cluster.topology.smapJson()
  const start = map.indexOf(`{"public_net"`, map.indexOf(JSON.stringify(node.id)))
  return {
    status: 200,
    headers: jsonHeaders,
    body: `${map.slice(start, map.indexOf('}', map.indexOf('"id_digest"', start)) + 1)}\n`,
  }
}

/** Selectors that AIStore has and the emulator does not. */
const known: ReadonlySet<string> = new Set([
  'config',
  'cluster_config',
  'node_config',
  'node_status',
  'node_status_v3',
  'metrics',
  'disk',
  'log',
  'sysinfo',
  'mountpaths',
  'backends',
  'stats',
  'ic',
  'tls_certificate',
  'proxy_info',
  'target_ips',
  'smap_vote',
  'cluster_mem',
])

const queries: Readonly<Record<string, Handler>> = { smap, bmd, remote: listRemoteClusters, snode, ...jobQueries }

const query = (request: EmulatorRequest, context: HandlerContext): ReturnType<Handler> => {
  const what = request.query.get('what') ?? ''
  const answer = Object.hasOwn(queries, what) ? queries[what] : undefined
  if (answer !== undefined) return answer(request, context)
  if (known.has(what)) throw notEmulated(`"what=${what}"`)
  throw new ApiFailure(400, `${nodeName(context.node)}: invalid "what" query value "${what}"`)
}

/** `GET /v1/cluster` and `GET /v1/daemon`, by their `what`. */
export const queryHandlers: readonly HandlerEntry[] = [getClusterRoute, getDaemonRoute].map((route) => ({
  route,
  node: 'any',
  handle: query,
}))
