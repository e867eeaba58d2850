import { at, firstProblem, invalidInput, readNothing, type Operation } from '@ais/core'
import { checkAuthnName, meaningFor } from '../check-authn.js'
import { ClusterInfo } from '../wire/cluster-info.js'
import { registerClusterRoute } from '../wire/routes.js'

/**
 * Registers a cluster: AuthN asks it whether it takes its tokens, and makes the roles `ClusterOwner-`, `BucketOwner-` and
 * `Guest-` followed by the alias. Where the cluster cannot be reached, AuthN tries for about a minute.
 * @throws ApiError ClusterAlreadyRegistered, Unauthorized (not an admin)
 * @wire POST /v1/clusters: api/authn/authn.go RegisterCluster
 */
export const registerCluster = (cluster: ClusterInfo): Operation<void> => {
  const name = 'authn.registerCluster'
  const problem = firstProblem(
    cluster.id === '' ? invalidInput(name, 'clusterId', 'must not be empty') : undefined,
    cluster.alias === '' ? undefined : checkAuthnName(name, 'clusterAlias', cluster.alias),
    cluster.urls.length === 0 ? invalidInput(name, 'urls', 'must have at least one URL') : undefined,
  )
  return {
    ...at(name, registerClusterRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `cluster ${cluster.alias || cluster.id}`,
    body: { kind: 'json', value: ClusterInfo.encode(cluster) },
    idempotent: false,
    meaning: meaningFor('cluster'),
    read: readNothing,
  }
}
