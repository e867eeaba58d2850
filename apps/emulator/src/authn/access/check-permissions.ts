import { permissionBits } from '@ais/authn/wire'
import type { BucketRef } from '@ais/core/wire'
import { messageUri } from '../../buckets/bucket-registry.js'
import { describeClaims, type Claims } from '../claims.js'
import { describeAccess } from './describe-access.js'

const { LIST_BUCKETS, SHOW_CLUSTER, CREATE_BUCKET, DESTROY_BUCKET, MOVE_BUCKET, ADMIN } = permissionBits
const ofCluster = LIST_BUCKETS | SHOW_CLUSTER | CREATE_BUCKET | DESTROY_BUCKET | MOVE_BUCKET | ADMIN

const clusterPerms = (claims: Claims, clusterId: string): bigint | undefined =>
  (claims.clusters.find(({ id }) => id === clusterId) ?? claims.clusters.find(({ id }) => id === ''))?.perm

const bucketPerms = (claims: Claims, clusterId: string, bucket: BucketRef): bigint | undefined =>
  claims.buckets.find(
    ({ bck }) =>
      bck.namespace.uuid === clusterId &&
      bck.name === bucket.name &&
      bck.provider === (bucket.provider ?? 'ais') &&
      (bucket.namespace?.uuid ?? '') === '' &&
      (bucket.namespace?.name ?? '') === '',
  )?.perm

const has = (granted: bigint, wanted: bigint): boolean => (granted & wanted) === wanted

/**
 * Says why a token does not permit something, or nothing when it does. An entry for the bucket takes the place of the cluster's.
 * @wire cmd/authn/tok/token.go CheckPermissions
 */
export const missingPermission = (
  claims: Claims,
  clusterId: string,
  bucket: BucketRef | undefined,
  wanted: bigint,
): string | undefined => {
  if (claims.isAdmin) return undefined
  const refusal = `user \`${claims.sub}\` has insufficient permissions`
  const granted = clusterPerms(claims, clusterId)
  const [cluster, objects] = [wanted & ofCluster, wanted & ~ofCluster]
  if (cluster !== 0n && granted === undefined) return refusal
  if (cluster !== 0n && !has(granted ?? 0n, cluster))
    return `${refusal}: [cluster ${clusterId}, ${describeClaims(claims)}, granted(${describeAccess(granted ?? 0n)})]`
  if (objects === 0n) return undefined
  if (bucket === undefined) return 'requested bucket permissions without a bucket'
  const own = bucketPerms(claims, clusterId, bucket)
  if (own !== undefined)
    return has(own, objects)
      ? undefined
      : `${refusal}: [${describeClaims(claims)}, bucket ${messageUri(bucket)}, granted(${describeAccess(own)})]`
  return granted !== undefined && has(granted, objects)
    ? undefined
    : `${refusal}: [${describeClaims(claims)}, granted(${describeAccess(granted ?? 0n)})]`
}
