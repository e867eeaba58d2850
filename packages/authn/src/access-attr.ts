import { InvalidInputError } from '@ais/core'
import { allPermissions, permissionBits, permissionNames, type PermissionName } from './wire/permissions.js'

const { GET, OBJ_HEAD, PUT, APPEND, OBJ_DELETE, OBJ_MOVE, OBJ_UPDATE, BCK_HEAD, OBJ_LIST } = permissionBits
const { PATCH, BCK_SET_ACL, LIST_BUCKETS, SHOW_CLUSTER, CREATE_BUCKET, DESTROY_BUCKET, MOVE_BUCKET } = permissionBits

const ACCESS_RO = GET | OBJ_HEAD | BCK_HEAD | OBJ_LIST
const CLUSTER_ACCESS_RO = LIST_BUCKETS | SHOW_CLUSTER

/** Combinations of permissions that AIStore has names for. @wire api/apc/access.go AccessRO, AccessRW, … */
const presets = {
  /** Read objects and their properties, list a bucket, read its properties. */
  ACCESS_RO,
  /** Read-only, and write, append, delete and move objects; not promote. */
  ACCESS_RW: ACCESS_RO | PUT | APPEND | OBJ_DELETE | OBJ_MOVE,
  /** Change a bucket's properties and permissions and objects' custom properties. */
  ACCESS_BUCKET_ADMIN: PATCH | BCK_SET_ACL | OBJ_UPDATE,
  /** List buckets, see the cluster. */
  CLUSTER_ACCESS_RO,
  /** The same, and create, destroy and move buckets. */
  CLUSTER_ACCESS_RW: CLUSTER_ACCESS_RO | CREATE_BUCKET | DESTROY_BUCKET | MOVE_BUCKET,
  /** Each single permission there is. */
  ACCESS_SU: Object.values(permissionBits).reduce((all, bit) => all | bit, 0n),
  /** All 64 bits: what there is and what may come. */
  ACCESS_ALL: allPermissions,
} as const

/** Name of a single permission or of a combination that AIStore has a name for. */
export type AccessName = PermissionName | keyof typeof presets

/** Permissions: bits, or the name of some. */
export type Access = bigint | number | AccessName

const byName: ReadonlyMap<string, bigint> = new Map([...Object.entries(permissionBits), ...Object.entries(presets)])

const shown = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : typeof value)

const bitsOf = (perm: Access, operation: string): bigint => {
  const wrong = (reason: string): InvalidInputError => new InvalidInputError('perms', reason, { operation })
  if (typeof perm === 'string') {
    const bits = byName.get(perm)
    if (bits === undefined)
      throw wrong(`has no permission ${shown(perm)}; the names are ${[...byName.keys()].join(', ')}`)
    return bits
  }
  if (typeof perm === 'number' && !Number.isSafeInteger(perm))
    throw wrong('must be whole; give bits beyond 2^53 as bigint')
  if (typeof perm !== 'bigint' && typeof perm !== 'number') throw wrong(`must be bits or a name, got ${shown(perm)}`)
  const bits = BigInt(perm)
  if (bits < 0n || bits > allPermissions) throw wrong('must be from 0 to 2^64 - 1')
  return bits
}

/** Joins permissions: a bit given twice counts once. @throws InvalidInputError for a name that is none, or bits that cannot be */
export const joinPermissions = (perms: readonly Access[], operation = 'AccessAttr.of'): bigint =>
  perms.reduce<bigint>((all, perm) => all | bitsOf(perm, operation), 0n)

/**
 * Permission bits of roles and buckets, exact beyond 2^53: join them with `|` or {@link AccessAttr.of}.
 * @wire api/apc/access.go AccessAttrs
 */
export const AccessAttr = {
  ...permissionBits,
  ...presets,
  /**
   * Joins permissions given as bits or by name.
   * @throws InvalidInputError for a name that is none, or bits that cannot be
   */
  of: (...perms: readonly Access[]): bigint => joinPermissions(perms),
  /** Tells whether all bits of `wanted` are among `perms`. @throws InvalidInputError */
  has: (perms: Access, wanted: Access): boolean => {
    const bits = bitsOf(wanted, 'AccessAttr.has')
    return (bitsOf(perms, 'AccessAttr.has') & bits) === bits
  },
  /** Lists the names of the single permissions, comma-separated, in the order of their bits; bits without a name are left out. @throws InvalidInputError */
  describe: (perms: Access): string => {
    const bits = bitsOf(perms, 'AccessAttr.describe')
    return permissionNames.filter((name) => (bits & permissionBits[name]) !== 0n).join(',')
  },
} as const

/** Permission bits. */
export type AccessAttr = bigint
