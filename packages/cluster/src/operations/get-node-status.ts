import { readJson, type Operation } from '@ais/core'
import { reverseDaemonRoute } from '@ais/core/wire'
import { atNode } from '../at-node.js'
import { NodeStatus } from '../wire/node-status.js'

/**
 * Asks a node how it does: metrics, capacity, memory and load.
 * @throws ApiError NodeNotFound
 * @wire GET /v1/reverse/daemon?what=node_status: api/daemon.go GetStatsAndStatus
 */
export const getNodeStatus = (nodeId: string): Operation<NodeStatus> => {
  const name = 'cluster.getNodeStatus'
  return {
    ...atNode(name, reverseDaemonRoute, nodeId),
    query: { what: 'node_status' },
    idempotent: true,
    read: readJson(name, NodeStatus, { exactIntegers: true }),
  }
}
