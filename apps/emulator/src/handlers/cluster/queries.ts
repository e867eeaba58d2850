import { getClusterRoute, getDaemonRoute } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatorReply, Handler, HandlerEntry } from '../../server/handler.js'
import { bucketMetadata, clusterReports, nodeReports } from './reports.js'
import { wholeState } from './whole-state.js'
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

const bmd: Handler = (_request, { cluster }) => json(bucketMetadata(cluster))

const snode: Handler = (_request, { cluster, node }) => ({
  status: 200,
  headers: jsonHeaders,
  body: `${cluster.topology.ownNodeJson(node)}\n`,
})

/** Everything that nodes tell of themselves, asked directly or through the proxy. */
const nodeQueries: Readonly<Record<string, Handler>> = { smap, bmd, snode, smapvote: wholeState, ...nodeReports }

/** What the proxy tells of the whole cluster. */
const clusterQueries: Readonly<Record<string, Handler>> = {
  smap,
  bmd,
  snode,
  smapvote: wholeState,
  remote: listRemoteClusters,
  ...clusterReports,
  ...jobQueries,
}

/** Answers `GET /v1/daemon`. @throws ApiFailure 400 for an unknown `what` */
export const queryNode: Handler = (request, context) => {
  const what = request.query.get('what') ?? ''
  // A target knows the attached clusters too.
  if (what === 'remote' && context.node.kind === 'target') return listRemoteClusters(request, context)
  const answer = Object.hasOwn(nodeQueries, what) ? nodeQueries[what] : undefined
  if (answer !== undefined) return answer(request, context)
  throw new ApiFailure(400, `invalid '/v1/daemon' request: unrecognized 'what=${what}' query`)
}

const queryCluster: Handler = (request, context) => {
  const what = request.query.get('what') ?? ''
  const answer = Object.hasOwn(clusterQueries, what) ? clusterQueries[what] : undefined
  if (answer !== undefined) return answer(request, context)
  throw new ApiFailure(400, `unexpected query [what=${what}]`)
}

/** `GET /v1/cluster` and `GET /v1/daemon`, by their `what`. */
export const queryHandlers: readonly HandlerEntry[] = [
  { route: getClusterRoute, node: 'proxy', handle: queryCluster },
  { route: getDaemonRoute, node: 'any', handle: queryNode },
]
