import type { CallOptions, Connection } from '@ais/core'
import { performanceOf, type NodePerformance, type PerformanceFilter } from '../node-performance.js'
import { getNodeStatus } from '../operations/get-node-status.js'

/**
 * Asks every target how fast it is; by target id.
 * @throws ApiError when a target does not answer
 */
export const getPerformance = async (
  connection: Connection,
  options: PerformanceFilter & CallOptions = {},
): Promise<Readonly<Record<string, NodePerformance>>> => {
  const { targets } = await connection.clusterMap({ ...options, refresh: true })
  const all = await Promise.all(
    targets.map(async ({ daemonId }) => {
      const { tracker } = await connection.send(getNodeStatus(daemonId), options)
      return [daemonId, performanceOf(tracker, options)] as const
    }),
  )
  return Object.fromEntries(all)
}
