import { reverseDaemonRoute, type Method } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { Handler, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { queryNode } from './queries.js'

/** Answers for another node, the one that `Ais-Node-Id` names. @throws ApiFailure 400, 404 */
export const forNode =
  (handle: Handler): Handler =>
  (request, context) => {
    const id = String(request.headers['ais-node-id'] ?? '')
    if (id === '') throw new ApiFailure(400, 'missing node ID')
    const { topology } = context.cluster
    const node = topology.find(id)
    if (node !== undefined) return handle(request, { ...context, node })
    throw new ApiFailure(
      404,
      `${nodeName(context.node)}: cannot forward request to node node ${id} not present in Smap v${topology.version}`,
      'errNodeNotFound',
    )
  }

/** A call of a node through the proxy. */
export const reverseEntry = (method: Method, path: string, handle: Handler, action?: string): HandlerEntry => ({
  route: { method, path, ...(action === undefined ? {} : { action }) },
  node: 'proxy',
  handle: forNode(handle),
})

/** Queries of nodes through the proxy. */
export const reverseHandlers: readonly HandlerEntry[] = [
  reverseEntry(reverseDaemonRoute.method, reverseDaemonRoute.path, queryNode),
]
