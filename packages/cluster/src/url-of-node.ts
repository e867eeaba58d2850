import { invalidInput, type CallOptions, type Connection } from '@ais/core'

/** The URL of a node of the map. @throws InvalidInputError for an id that the map does not have */
export const urlOfNode = async (connection: Connection, nodeId: string, call: CallOptions = {}): Promise<string> => {
  const { proxies, targets } = await connection.clusterMap({ ...call, refresh: true })
  const node = [...proxies, ...targets].find(({ daemonId }) => daemonId === nodeId)
  if (node !== undefined) return node.publicUrl
  throw invalidInput('cluster.health', 'nodeId', `'${nodeId}' is not in the cluster map`)
}
