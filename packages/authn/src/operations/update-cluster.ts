import { at, firstProblem, invalidInput, readNothing, type Operation } from '@ais/core'
import { checkAuthnName, meaningFor } from '../check-authn.js'
import { ClusterInfo } from '../wire/cluster-info.js'
import { updateClusterRoute } from '../wire/routes.js'

/** What can be changed of a registered cluster. */
export interface ClusterChange {
  /** Left out: unchanged. */
  readonly clusterAlias?: string
  /** Replace the ones before. Left out: unchanged. */
  readonly urls?: readonly string[]
}

/**
 * Changes alias or URLs of a registered cluster, by its id; AuthN asks the cluster whether it takes its tokens.
 * @throws ApiError ClusterNotFound (an alias is not found either), ClusterAlreadyRegistered (the alias is another's)
 * @wire PUT /v1/clusters/{cluster}: api/authn/authn.go UpdateCluster
 */
export const updateCluster = (clusterId: string, change: ClusterChange): Operation<void> => {
  const name = 'authn.updateCluster'
  const { clusterAlias, urls } = change
  const problem = firstProblem(
    clusterId === '' ? invalidInput(name, 'clusterId', 'must not be empty') : undefined,
    clusterAlias === undefined && urls === undefined
      ? invalidInput(name, 'clusterAlias', 'or urls must be given')
      : undefined,
    clusterAlias === undefined ? undefined : checkAuthnName(name, 'clusterAlias', clusterAlias),
    urls?.length === 0 ? invalidInput(name, 'urls', 'must have at least one URL') : undefined,
  )
  return {
    ...at(name, updateClusterRoute, { cluster: clusterId }),
    ...(problem === undefined ? {} : { problem }),
    subject: `cluster ${clusterId}`,
    body: { kind: 'json', value: ClusterInfo.encode({ id: clusterId, alias: clusterAlias ?? '', urls: urls ?? [] }) },
    idempotent: true,
    meaning: meaningFor('cluster'),
    read: readNothing,
  }
}
