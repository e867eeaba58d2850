import * as t from 'io-ts'
import { BucketJson } from '@ais/core/wire'
import { PermissionJson } from './permission-json.js'

/** What a role may do in a cluster: in all of its buckets, and with the cluster itself. */
export interface ClusterPermission {
  /** UUID of the cluster; `''` for all clusters that the role does not name. */
  readonly id: string
  /** Only where a single role is read; `''` otherwise. */
  readonly alias: string
  /** Bits of {@link AccessAttr}. */
  readonly perm: bigint
}

/** What a role may do in one bucket, instead of what it may do in the cluster. */
export interface BucketPermission {
  /** The namespace's uuid is the cluster's. */
  readonly bck: BucketJson
  /** Bits of {@link AccessAttr}. */
  readonly perm: bigint
}

/** A role: permissions that users can have. */
export interface RoleInfo {
  readonly name: string
  readonly desc: string
  readonly clusters: readonly ClusterPermission[]
  readonly buckets: readonly BucketPermission[]
  /** Only of the built-in role `Admin`. */
  readonly isAdmin: boolean
}

const WireCluster = t.intersection([t.type({ id: t.string }), t.partial({ alias: t.string, perm: PermissionJson })])

/** @wire cluster entry of a role: api/authn/entity.go CluACL; no permission is left out */
export const ClusterPermission: t.Type<ClusterPermission, unknown, unknown> = new t.Type(
  'ClusterPermission',
  (input): input is ClusterPermission => WireCluster.is(input) && 'alias' in input && 'perm' in input,
  (input, context) => {
    const decoded = WireCluster.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { id, alias = '', perm = 0n } = decoded.right
    return t.success({ id, alias, perm })
  },
  ({ id, alias, perm }) => ({
    id,
    ...(alias === '' ? {} : { alias }),
    ...(perm === 0n ? {} : { perm: PermissionJson.encode(perm) }),
  }),
)

/** @wire bucket entry of a role: api/authn/entity.go BckACL */
export const BucketPermission: t.Type<BucketPermission, unknown, unknown> = t.type({
  bck: BucketJson,
  perm: PermissionJson,
})

const nullable = <A>(entry: t.Type<A, unknown, unknown>) => t.union([t.array(entry), t.null, t.undefined])

const Wire = t.intersection([
  t.type({ name: t.string }),
  t.partial({ desc: t.string, admin: t.boolean }),
  t.partial({ clusters: nullable(ClusterPermission), buckets: nullable(BucketPermission) }),
])

/** @wire role: api/authn/entity.go Role; lists may be null */
export const RoleInfo: t.Type<RoleInfo, unknown, unknown> = new t.Type(
  'RoleInfo',
  (input): input is RoleInfo => Wire.is(input) && 'isAdmin' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { name, desc = '', clusters, buckets, admin = false } = decoded.right
    return t.success({ name, desc, clusters: clusters ?? [], buckets: buckets ?? [], isAdmin: admin })
  },
  ({ name, desc, clusters, buckets, isAdmin }) => ({
    name,
    desc,
    clusters: clusters.length === 0 ? null : clusters.map((entry) => ClusterPermission.encode(entry)),
    buckets: buckets.length === 0 ? null : buckets.map((entry) => BucketPermission.encode(entry)),
    admin: isAdmin,
  }),
)

/** All roles, in no particular order. */
export type RolesList = readonly RoleInfo[]

/** @wire roles: cmd/authn/hserv.go httpRoleGet */
export const RolesList: t.Type<RolesList, unknown, unknown> = t.readonlyArray(RoleInfo, 'RolesList')
