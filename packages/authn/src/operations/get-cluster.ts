import { ApiError, at, invalidInput, readJson, type ErrorContext, type Operation } from '@ais/core'
import { meaningFor } from '../check-authn.js'
import { ClusterList, type ClusterInfo } from '../wire/cluster-info.js'
import { getClusterRegistrationRoute } from '../wire/routes.js'

const missing = (idOrAlias: string, context: ErrorContext): ApiError =>
  new ApiError(
    { code: 'ClusterNotFound', status: 200, tcode: '', serverMessage: '' },
    `authn.getCluster cluster ${idOrAlias}: ClusterNotFound: the answer has no cluster`,
    context,
  )

/**
 * Reads a registered cluster by its id or alias; needs no token.
 * @throws ApiError ClusterNotFound
 * @wire GET /v1/clusters/{cluster}: api/authn/authn.go GetRegisteredClusters
 */
export const getCluster = (idOrAlias: string): Operation<ClusterInfo> => {
  const name = 'authn.getCluster'
  return {
    ...at(name, getClusterRegistrationRoute, { cluster: idOrAlias }),
    ...(idOrAlias === '' ? { problem: invalidInput(name, 'clusterId', 'or clusterAlias must be given') } : {}),
    subject: `cluster ${idOrAlias}`,
    idempotent: true,
    meaning: meaningFor('cluster'),
    read: async (response) => {
      const { clusters } = await readJson(name, ClusterList)(response)
      const [cluster] = Object.values(clusters)
      if (cluster === undefined) throw missing(idOrAlias, { ...response.context, operation: name })
      return cluster
    },
  }
}
