import { invalidInput, type CallOptions, type Connection } from '@ais/core'
import type { Provider } from '@ais/core/wire'
import { joinPermissions, type Access } from '../access-attr.js'
import { getCluster } from '../operations/get-cluster.js'
import type { RoleSpec } from '../role-spec.js'

/** What a role permits: in a whole cluster, or in one bucket of it. */
export interface RolePermissions {
  /** Id or alias of a registered cluster. */
  readonly clusterAlias: string
  /** Permissions, as bits of {@link AccessAttr} or by name. */
  readonly perms: readonly Access[]
  /** A bucket of the cluster. @defaultValue the whole cluster */
  readonly bucketName?: string
  /** Provider of that bucket. @defaultValue 'ais' */
  readonly provider?: Provider
}

/**
 * Checks permissions and makes the entries of a role, which name the cluster by its id.
 * @throws InvalidInputError before anything is sent; ApiError ClusterNotFound
 */
export const permissionEntries = async (
  operation: string,
  client: Connection,
  permissions: Partial<RolePermissions>,
  call: CallOptions,
): Promise<Pick<RoleSpec, 'clusters' | 'buckets'>> => {
  const { clusterAlias = '', perms, bucketName, provider = 'ais' } = permissions
  if (clusterAlias === '')
    throw invalidInput(operation, 'clusterAlias', 'must be given: a role is for a cluster, or a bucket of one')
  if (perms === undefined || perms.length === 0)
    throw invalidInput(operation, 'perms', 'must have at least one permission')
  if (bucketName === '') throw invalidInput(operation, 'bucketName', 'must not be empty; leave it out for the cluster')
  const perm = joinPermissions(perms, operation)
  const { id } = await client.send(getCluster(clusterAlias), call)
  return bucketName === undefined
    ? { clusters: [{ id, alias: '', perm }] }
    : { buckets: [{ bck: { name: bucketName, provider, namespace: { uuid: id, name: '' } }, perm }] }
}
