import { actionBody, at, readJson, readNothing, readText, type Operation } from '@ais/core'
import { getClusterRoute, reverseDaemonRoute } from '@ais/core/wire'
import { atNode } from '../at-node.js'
import { BackendNames, JsonObject } from '../wire/documents.js'
import { resetStatsRoute, rotateLogsRoute } from '../wire/routes.js'

/**
 * Lists the cloud providers that the cluster was built and configured with.
 * @wire GET /v1/cluster?what=backends: api/cluster.go GetConfiguredBackends
 */
export const getBackends = (): Operation<readonly string[]> => ({
  ...at('cluster.getBackends', getClusterRoute, {}),
  query: { what: 'backends' },
  idempotent: true,
  read: readJson('cluster.getBackends', BackendNames),
})

/**
 * Reads what a node tells of its TLS certificate.
 * @throws ApiError NodeNotFound, NotFound (a node without TLS)
 * @wire GET /v1/reverse/daemon?what=tls_certificate
 */
export const getTlsCertificate = (nodeId: string): Operation<JsonObject> => {
  const name = 'cluster.getTlsCertificate'
  return {
    ...atNode(name, reverseDaemonRoute, nodeId),
    query: { what: 'tls_certificate' },
    idempotent: true,
    read: readJson(name, JsonObject),
  }
}

/**
 * Tells which version of AIStore a node runs, `5.0.`.
 * @throws ApiError NodeNotFound
 * @wire GET /v1/reverse/daemon?what=software_version
 */
export const getSoftwareVersion = (nodeId: string): Operation<string> => ({
  ...atNode('cluster.getSoftwareVersion', reverseDaemonRoute, nodeId),
  query: { what: 'software_version' },
  idempotent: true,
  read: readText,
})

/**
 * Makes all nodes begin new log files.
 * @wire PUT /v1/cluster rotate-logs: api/cluster.go RotateClusterLogs
 */
export const rotateLogs = (): Operation<void> => ({
  ...at('cluster.rotateLogs', rotateLogsRoute, {}),
  body: actionBody('rotate-logs'),
  idempotent: true,
  read: readNothing,
})

/**
 * Sets the metrics of all nodes to zero, or only those that count errors.
 * @wire PUT /v1/cluster reset-stats: api/cluster.go ResetClusterStats
 */
export const resetStats = (options: { readonly errorsOnly?: boolean } = {}): Operation<void> => ({
  ...at('cluster.resetStats', resetStatsRoute, {}),
  body: actionBody('reset-stats', { value: options.errorsOnly ?? false }),
  idempotent: true,
  read: readNothing,
})
