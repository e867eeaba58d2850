import { actionBody, at, readNothing, readText, type Operation } from '@ais/core'
import type { Route } from '@ais/core/wire'
import { checkNodeId } from '../at-node.js'
import {
  decommissionNodeRoute,
  setPrimaryRoute,
  shutdownNodeRoute,
  startMaintenanceRoute,
  stopMaintenanceRoute,
} from '../wire/routes.js'

/** Options of taking a node out. */
export interface MaintenanceOptions {
  /** Leave objects where they are instead of moving them to the other targets. @defaultValue false */
  readonly skipRebalance?: boolean
}

/** Options of {@link decommissionNode}. */
export interface DecommissionOptions extends MaintenanceOptions {
  /** Destroy what the node stores. @defaultValue false */
  readonly removeUserData?: boolean
  /** Keep the configuration that the node was first started with. @defaultValue false */
  readonly keepInitialConfig?: boolean
  /** Leave the node's process running. @defaultValue false */
  readonly noShutdown?: boolean
}

const membership = (
  name: string,
  route: Route<never>,
  nodeId: string,
  options: DecommissionOptions = {},
): Operation<string> => {
  const problem = checkNodeId(name, nodeId)
  return {
    ...at(name, route, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `node ${nodeId}`,
    body: actionBody(route.action ?? '', {
      value: {
        sid: nodeId,
        skip_rebalance: options.skipRebalance ?? false,
        rm_user_data: options.removeUserData ?? false,
        keep_initial_config: options.keepInitialConfig ?? false,
        no_shutdown: options.noShutdown ?? false,
      },
    }),
    idempotent: false,
    read: readText,
  }
}

/**
 * Puts a node into maintenance; gives the id of the rebalance that it starts, `''` for none.
 * @throws ApiError NodeNotFound
 * @wire PUT /v1/cluster start-maintenance: api/cluster.go StartMaintenance
 */
export const startMaintenance = (nodeId: string, options: MaintenanceOptions = {}): Operation<string> =>
  membership('cluster.startMaintenance', startMaintenanceRoute, nodeId, options)

/**
 * Takes a node out of maintenance; gives the id of the rebalance that it starts, `''` for none.
 * @throws ApiError NodeNotFound
 * @wire PUT /v1/cluster stop-maintenance: api/cluster.go StopMaintenance
 */
export const stopMaintenance = (nodeId: string, options: MaintenanceOptions = {}): Operation<string> =>
  membership('cluster.stopMaintenance', stopMaintenanceRoute, nodeId, options)

/**
 * Takes a node out of the cluster for good; gives the id of the rebalance that it starts, `''` for none.
 * @throws ApiError NodeNotFound
 * @wire PUT /v1/cluster decommission-node: api/cluster.go DecommissionNode
 */
export const decommissionNode = (nodeId: string, options: DecommissionOptions = {}): Operation<string> =>
  membership('cluster.decommission', decommissionNodeRoute, nodeId, options)

/**
 * Shuts a node down.
 * @throws ApiError NodeNotFound
 * @wire PUT /v1/cluster shutdown-node: api/cluster.go ShutdownNode
 */
export const shutdownNode = (nodeId: string, options: MaintenanceOptions = {}): Operation<string> =>
  membership('cluster.shutdownNode', shutdownNodeRoute, nodeId, options)

/**
 * Makes another proxy the primary.
 * @throws ApiError NodeNotFound, BadRequest (a target)
 * @wire PUT /v1/cluster/proxy/{node}: api/cluster.go SetPrimaryProxy
 */
export const setPrimary = (nodeId: string): Operation<void> => {
  const name = 'cluster.setPrimary'
  const problem = checkNodeId(name, nodeId)
  return {
    ...at(name, setPrimaryRoute, { node: nodeId }),
    ...(problem === undefined ? {} : { problem }),
    subject: `node ${nodeId}`,
    idempotent: true,
    read: readNothing,
  }
}
