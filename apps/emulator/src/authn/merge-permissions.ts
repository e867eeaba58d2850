import type { BucketPermission, ClusterPermission } from '@ais/authn/wire'

type Permission = { readonly perm: bigint }

const merge = <A extends Permission>(
  into: readonly A[],
  from: readonly A[],
  keyOf: (one: A) => string,
  join: (before: bigint, added: bigint) => bigint,
): readonly A[] => {
  const merged = new Map(into.map((one) => [keyOf(one), one]))
  for (const one of from) {
    const before = merged.get(keyOf(one))
    merged.set(keyOf(one), before === undefined ? one : { ...before, perm: join(before.perm, one.perm) })
  }
  return [...merged.values()]
}

const clusterKey = ({ id }: ClusterPermission): string => id
const bucketKey = ({ bck }: BucketPermission): string =>
  JSON.stringify([bck.provider, bck.namespace.uuid, bck.namespace.name, bck.name])

const both = (before: bigint, added: bigint): bigint => before | added
const latter = (_before: bigint, added: bigint): bigint => added

/** What several roles permit together. @wire api/authn/acl.go MergeClusterACLs, MergeBckACLs with union */
export const joinRoles = (
  roles: readonly { readonly clusters: readonly ClusterPermission[]; readonly buckets: readonly BucketPermission[] }[],
): { readonly clusters: readonly ClusterPermission[]; readonly buckets: readonly BucketPermission[] } => ({
  clusters: roles.reduce<readonly ClusterPermission[]>((all, role) => merge(all, role.clusters, clusterKey, both), []),
  buckets: roles.reduce<readonly BucketPermission[]>((all, role) => merge(all, role.buckets, bucketKey, both), []),
})

/** Entries of an update take the place of those for the same cluster. */
export const replaceClusters = (
  before: readonly ClusterPermission[],
  update: readonly ClusterPermission[],
): readonly ClusterPermission[] => merge(before, update, clusterKey, latter)

/** Entries of an update take the place of those for the same bucket. */
export const replaceBuckets = (
  before: readonly BucketPermission[],
  update: readonly BucketPermission[],
): readonly BucketPermission[] => merge(before, update, bucketKey, latter)
