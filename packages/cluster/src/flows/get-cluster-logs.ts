import type { CallOptions, Connection } from '@ais/core'
import { getNodeLog, type LogSeverity } from '../operations/get-node-log.js'

/** Options of {@link getClusterLogs}. */
export interface ClusterLogsOptions {
  /** Of which nodes. @defaultValue 'target' */
  readonly role?: 'target' | 'proxy' | 'all'
  /** Lines of this severity and above. @defaultValue 'info' */
  readonly severity?: LogSeverity
}

/** Reads the current logs of many nodes; by node id. */
export const getClusterLogs = async (
  connection: Connection,
  options: ClusterLogsOptions & CallOptions = {},
): Promise<Readonly<Record<string, string>>> => {
  const { targets, proxies } = await connection.clusterMap({ ...options, refresh: true })
  const nodes = { target: targets, proxy: proxies, all: [...proxies, ...targets] }[options.role ?? 'target']
  const all = await Promise.all(
    nodes.map(
      async ({ daemonId }) => [daemonId, await connection.send(getNodeLog(daemonId, options), options)] as const,
    ),
  )
  return Object.fromEntries(all)
}
