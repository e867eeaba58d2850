import { isAisError, type CallOptions, type Connection } from '@ais/core'
import { getHealth } from '../operations/get-health.js'

/**
 * Tells whether all of the cluster is up, by asking its primary. A cluster that cannot be reached is not ready.
 * @throws InvalidInputError, AbortedError
 */
export const isReady = async (connection: Connection, call: CallOptions = {}): Promise<boolean> => {
  try {
    const { primary } = await connection.clusterMap({ ...call, refresh: true })
    await connection.send(getHealth(primary.publicUrl, { until: 'cluster' }), call)
    return true
  } catch (error) {
    if (!isAisError(error) || error._tag === 'InvalidInput' || error._tag === 'Aborted') throw error
    return false
  }
}
