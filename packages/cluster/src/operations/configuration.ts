import { actionBody, at, invalidInput, readJson, readNothing, secretsInSettings, type Operation } from '@ais/core'
import { getClusterRoute, reverseDaemonRoute } from '@ais/core/wire'
import { atNode } from '../at-node.js'
import { JsonObject } from '../wire/documents.js'
import { resetConfigRoute, resetNodeConfigRoute, setConfigRoute, setNodeConfigRoute } from '../wire/routes.js'

/** Options of a change of configuration. */
export interface SetConfigOptions {
  /** Forget the change when the nodes restart. @defaultValue false */
  readonly isTransient?: boolean
}

const checkChange = (operation: string, change: object) =>
  Object.keys(change).length === 0 ? invalidInput(operation, 'change', 'must not be empty') : undefined

/**
 * Reads the cluster's configuration, nested as AIStore has it.
 * @wire GET /v1/cluster?what=cluster_config: api/config.go GetClusterConfig
 */
export const getClusterConfig = (): Operation<JsonObject> => ({
  ...at('cluster.getConfig', getClusterRoute, {}),
  query: { what: 'cluster_config' },
  idempotent: true,
  read: readJson('cluster.getConfig', JsonObject, { exactIntegers: true }),
})

/**
 * Changes the cluster's configuration, nested as AIStore has it: `{ timeout: { send_file_time: '6m' } }`.
 * @throws ApiError BadRequest for a setting or value that is none
 * @wire PUT /v1/cluster set-config: api/config.go SetClusterConfigUsingMsg
 */
export const setClusterConfig = (change: JsonObject, options: SetConfigOptions = {}): Operation<void> => {
  const name = 'cluster.setConfig'
  const problem = checkChange(name, change)
  return {
    ...at(name, setConfigRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    query: { transient: options.isTransient === true ? true : undefined },
    body: { kind: 'json', value: () => ({ action: 'set-config', name: '', value: change }) },
    secrets: () => secretsInSettings(change),
    idempotent: true,
    read: readNothing,
  }
}

/**
 * Puts the configuration of all nodes back to the cluster's.
 * @wire PUT /v1/cluster reset-config: api/config.go ResetClusterConfig
 */
export const resetClusterConfig = (): Operation<void> => ({
  ...at('cluster.resetConfig', resetConfigRoute, {}),
  body: actionBody('reset-config'),
  idempotent: true,
  read: readNothing,
})

/**
 * Reads a node's configuration: its own settings and the cluster's.
 * @throws ApiError NodeNotFound
 * @wire GET /v1/reverse/daemon?what=config: api/daemon.go GetDaemonConfig
 */
export const getNodeConfig = (nodeId: string): Operation<JsonObject> => {
  const name = 'cluster.getNodeConfig'
  return {
    ...atNode(name, reverseDaemonRoute, nodeId),
    query: { what: 'config' },
    idempotent: true,
    read: readJson(name, JsonObject, { exactIntegers: true }),
  }
}

/**
 * Changes settings of one node, by their names with dots: `{ 'log.level': '4' }`.
 * @throws ApiError NodeNotFound, BadRequest for a setting or value that is none
 * @wire PUT /v1/reverse/daemon/set-config?name=value: api/daemon.go SetDaemonConfig
 */
export const setNodeConfig = (
  nodeId: string,
  change: Readonly<Record<string, string>>,
  options: SetConfigOptions = {},
): Operation<void> => {
  const name = 'cluster.setNodeConfig'
  const place = atNode(name, setNodeConfigRoute, nodeId)
  const problem = place.problem ?? checkChange(name, change)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...change, transient: options.isTransient === true ? true : undefined },
    secrets: () => secretsInSettings(change),
    idempotent: true,
    read: readNothing,
  }
}

/**
 * Puts a node's configuration back to the cluster's.
 * @throws ApiError NodeNotFound
 * @wire PUT /v1/reverse/daemon reset-config: api/daemon.go ResetDaemonConfig
 */
export const resetNodeConfig = (nodeId: string): Operation<void> => ({
  ...atNode('cluster.resetNodeConfig', resetNodeConfigRoute, nodeId),
  body: actionBody('reset-config'),
  idempotent: true,
  read: readNothing,
})
