import { at, readJson, type Operation } from '@ais/core'
import { ClusterList } from '../wire/cluster-info.js'
import { listClustersRoute } from '../wire/routes.js'

/**
 * Lists the registered clusters; needs no token.
 * @wire GET /v1/clusters: api/authn/authn.go GetRegisteredClusters
 */
export const listClusters = (): Operation<ClusterList> => ({
  ...at('authn.listClusters', listClustersRoute, {}),
  idempotent: true,
  read: readJson('authn.listClusters', ClusterList),
})
