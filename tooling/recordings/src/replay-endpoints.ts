import type { Connection } from '@ais/core'
import type { Endpoints } from './symbols.js'

/** What a replay needs to know of a cluster. */
export const endpointsOf = async (connection: Connection, prefix = ''): Promise<Endpoints> => {
  const { primary, targets, uuid } = await connection.clusterMap()
  return {
    urls: {
      [`{${prefix}proxy}`]: primary.publicUrl,
      ...Object.fromEntries(targets.map((node, index) => [`{${prefix}target${index}}`, node.publicUrl])),
    },
    nodes: {
      [`{${prefix}proxy}`]: primary.daemonId,
      ...Object.fromEntries(targets.map((node, index) => [`{${prefix}target${index}}`, node.daemonId])),
    },
    clusterUuid: uuid,
  }
}
