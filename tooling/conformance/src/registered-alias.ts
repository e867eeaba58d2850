import type { AuthNClient } from '@ais/authn'
import { getSmap, type Connection } from '@ais/core'

/** What the cluster is called at the AuthN server, which is told of it if it does not know it: without that no role can name it. */
export const registeredAlias = async (authn: AuthNClient, connection: Connection, alias: string): Promise<string> => {
  const { uuid } = await connection.send(getSmap())
  const { clusters } = await authn.clusterManager().list()
  const known = clusters[uuid]
  return known?.alias ?? (await authn.clusterManager().register(alias, [connection.endpoint])).alias
}
