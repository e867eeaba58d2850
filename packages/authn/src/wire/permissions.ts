/** Single permissions in the order of their bits; the index is the bit. @wire api/apc/access.go AccessAttrs */
export const permissionNames = [
  'GET',
  'OBJ_HEAD',
  'PUT',
  'APPEND',
  'OBJ_DELETE',
  'OBJ_MOVE',
  'PROMOTE',
  'OBJ_UPDATE',
  'BCK_HEAD',
  'OBJ_LIST',
  'PATCH',
  'BCK_SET_ACL',
  'LIST_BUCKETS',
  'SHOW_CLUSTER',
  'CREATE_BUCKET',
  'DESTROY_BUCKET',
  'MOVE_BUCKET',
  'ADMIN',
] as const

/** Name of a single permission. */
export type PermissionName = (typeof permissionNames)[number]

/** Bits of single permissions. @wire api/apc/access.go AccessAttrs */
export const permissionBits: Readonly<Record<PermissionName, bigint>> = {
  GET: 1n << 0n,
  OBJ_HEAD: 1n << 1n,
  PUT: 1n << 2n,
  APPEND: 1n << 3n,
  OBJ_DELETE: 1n << 4n,
  OBJ_MOVE: 1n << 5n,
  PROMOTE: 1n << 6n,
  OBJ_UPDATE: 1n << 7n,
  BCK_HEAD: 1n << 8n,
  OBJ_LIST: 1n << 9n,
  PATCH: 1n << 10n,
  BCK_SET_ACL: 1n << 11n,
  LIST_BUCKETS: 1n << 12n,
  SHOW_CLUSTER: 1n << 13n,
  CREATE_BUCKET: 1n << 14n,
  DESTROY_BUCKET: 1n << 15n,
  MOVE_BUCKET: 1n << 16n,
  ADMIN: 1n << 17n,
}

/** All bits, also those that AIStore does not use yet. */
export const allPermissions: bigint = 2n ** 64n - 1n
