export { ClusterInfo, ClusterList } from './cluster-info.js'
export { AuthNConfig, hiddenSecret, type AuthNConfigChange } from './config-json.js'
export { Jwks, OidcConfig, PublicKeyJson } from './oidc-json.js'
export { PermissionJson } from './permission-json.js'
export { allPermissions, permissionBits, permissionNames, type PermissionName } from './permissions.js'
export { BucketPermission, ClusterPermission, RoleInfo, RolesList } from './role-info.js'
export {
  createRoleRoute,
  createUserRoute,
  deleteClusterRoute,
  deleteRoleRoute,
  deleteUserRoute,
  getClusterRegistrationRoute,
  getConfigRoute,
  getJwksRoute,
  getOidcConfigRoute,
  getPublicKeyRoute,
  getRoleRoute,
  getUserRoute,
  listClustersRoute,
  listRolesRoute,
  listUsersRoute,
  loginRoute,
  registerClusterRoute,
  revokeTokenRoute,
  rotateKeyRoute,
  setConfigRoute,
  updateClusterRoute,
  updateRoleRoute,
  updateUserRoute,
} from './routes.js'
export { readTokenLife, TokenJson, type TokenLife } from './token-json.js'
export { UserInfo, UserMap } from './user-info.js'
