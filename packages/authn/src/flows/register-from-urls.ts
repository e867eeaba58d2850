import { getSmap, InvalidInputError, isAisError, type CallOptions, type Connection } from '@ais/core'
import { getCluster } from '../operations/get-cluster.js'
import { registerCluster } from '../operations/register-cluster.js'
import type { ClusterInfo } from '../wire/cluster-info.js'

const operation = 'authn.registerCluster'

/** Opens a connection to the first URL. @throws InvalidInputError naming `urls` for one that is none */
const open = (openCluster: (url: string) => Connection, url: string): Connection => {
  try {
    return openCluster(url)
  } catch (cause) {
    if (isAisError(cause) && cause._tag === 'InvalidInput' && cause.field === 'endpoint')
      throw new InvalidInputError('urls', 'must be like http://host:port', { operation }, cause)
    throw cause
  }
}

/** Asks the cluster at the first URL for its id, registers it, and reads what was registered. */
export const registerFromUrls = async (
  client: Connection,
  openCluster: (url: string) => Connection,
  clusterAlias: string,
  urls: readonly string[],
  call: CallOptions = {},
): Promise<ClusterInfo> => {
  const problem = registerCluster({ id: 'unknown yet', alias: clusterAlias, urls }).problem
  if (problem !== undefined) throw problem
  const cluster = open(openCluster, urls[0] ?? '')
  try {
    const { uuid } = await cluster.send(getSmap(), call)
    await client.send(registerCluster({ id: uuid, alias: clusterAlias, urls }), call)
    return await client.send(getCluster(uuid), call)
  } finally {
    await cluster.close()
  }
}
