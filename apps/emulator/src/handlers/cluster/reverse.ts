import { reverseDaemonRoute, type Method } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { Handler, HandlerEntry } from '../../server/handler.js'
import { nodeName, type EmulatedNode } from '../../topology/node.js'
import { queryNode } from './queries.js'

/** Answers for another node, the one that `Ais-Node-Id` names. @throws ApiFailure 400, 404 */
export const forNode =
  (handle: Handler): Handler =>
  async (request, context) => {
    // Errors name the path as the other node would have seen it.
    const path = request.path.replace('/v1/reverse/', '/v1/')
    const failAt = (failure: ApiFailure, at: EmulatedNode): ApiFailure =>
      failure.relayedFrom({ method: request.method, path, node: nodeName(at) })
    const id = String(request.headers['ais-node-id'] ?? '')
    if (id === '') throw failAt(new ApiFailure(400, 'missing node ID'), context.node)
    const { topology } = context.cluster
    const node = topology.find(id)
    if (node !== undefined)
      try {
        return await handle(request, { ...context, node })
      } catch (error: unknown) {
        throw error instanceof ApiFailure ? failAt(error, node) : error
      }
    const unknown = new ApiFailure(
      404,
      `${nodeName(context.node)}: cannot forward request to node node ${id} not present in Smap v${topology.version}`,
      'errNodeNotFound',
    )
    throw failAt(unknown, context.node)
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
