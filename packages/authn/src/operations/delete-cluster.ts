import { at, invalidInput, readNothing, type Operation } from '@ais/core'
import { meaningFor } from '../check-authn.js'
import { deleteClusterRoute } from '../wire/routes.js'

/**
 * Unregisters a cluster, by its id or alias; its roles stay.
 * @throws ApiError ClusterNotFound
 * @wire DELETE /v1/clusters/{cluster}: api/authn/authn.go UnregisterCluster
 */
export const deleteCluster = (idOrAlias: string): Operation<void> => {
  const name = 'authn.deleteCluster'
  return {
    ...at(name, deleteClusterRoute, { cluster: idOrAlias }),
    ...(idOrAlias === '' ? { problem: invalidInput(name, 'clusterId', 'or clusterAlias must be given') } : {}),
    subject: `cluster ${idOrAlias}`,
    idempotent: false,
    meaning: meaningFor('cluster'),
    read: readNothing,
  }
}
