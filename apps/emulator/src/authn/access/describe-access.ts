import { permissionBits, permissionNames, type PermissionName } from '@ais/authn/wire'

/** What AIStore's messages call a permission. @wire api/apc/access.go accessOp */
const words: Readonly<Record<PermissionName, string>> = {
  GET: 'GET',
  OBJ_HEAD: 'HEAD-OBJECT',
  PUT: 'PUT',
  APPEND: 'APPEND',
  OBJ_DELETE: 'DELETE-OBJECT',
  OBJ_MOVE: 'MOVE-OBJECT',
  PROMOTE: 'PROMOTE',
  OBJ_UPDATE: 'UPDATE-OBJECT',
  BCK_HEAD: 'HEAD-BUCKET',
  OBJ_LIST: 'LIST-OBJECTS',
  PATCH: 'PATCH',
  BCK_SET_ACL: 'SET-BUCKET-ACL',
  LIST_BUCKETS: 'LIST-BUCKETS',
  SHOW_CLUSTER: 'SHOW-CLUSTER',
  CREATE_BUCKET: 'CREATE-BUCKET',
  DESTROY_BUCKET: 'DESTROY-BUCKET',
  MOVE_BUCKET: 'MOVE-BUCKET',
  ADMIN: 'ADMIN',
}

/** Permissions as AIStore's messages list them: the first four. @wire api/apc/access.go Describe */
export const describeAccess = (perms: bigint): string => {
  if (perms === 0n) return 'none'
  const names = permissionNames.filter((name) => (perms & permissionBits[name]) !== 0n).map((name) => words[name])
  return names.length <= 4 ? names.join(',') : `${names.slice(0, 4).join(',')}, ...`
}

/** A single permission as AIStore's messages name it. @wire api/apc/access.go AccessOp */
export const accessWord = (perms: bigint): string => {
  const name = permissionNames.find((one) => permissionBits[one] === perms)
  return name === undefined ? '<unknown access>' : words[name]
}
