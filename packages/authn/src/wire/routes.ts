import { route } from '@ais/core/wire'

/** @wire POST /v1/users/{user}: api/authn/authn.go LoginUser */
export const loginRoute = route('POST', '/v1/users/{user}')
/** @wire GET /v1/users: api/authn/authn.go GetAllUsers */
export const listUsersRoute = route('GET', '/v1/users')
/** @wire GET /v1/users/{user}: api/authn/authn.go GetUser */
export const getUserRoute = route('GET', '/v1/users/{user}')
/** @wire POST /v1/users: api/authn/authn.go AddUser */
export const createUserRoute = route('POST', '/v1/users')
/** @wire PUT /v1/users/{user}: api/authn/authn.go UpdateUser */
export const updateUserRoute = route('PUT', '/v1/users/{user}')
/** @wire DELETE /v1/users/{user}: api/authn/authn.go DeleteUser */
export const deleteUserRoute = route('DELETE', '/v1/users/{user}')

/** @wire GET /v1/roles: api/authn/authn.go GetAllRoles */
export const listRolesRoute = route('GET', '/v1/roles')
/** @wire GET /v1/roles/{role}: api/authn/authn.go GetRole */
export const getRoleRoute = route('GET', '/v1/roles/{role}')
/** @wire POST /v1/roles: api/authn/authn.go AddRole */
export const createRoleRoute = route('POST', '/v1/roles')
/** @wire PUT /v1/roles/{role}: api/authn/authn.go UpdateRole */
export const updateRoleRoute = route('PUT', '/v1/roles/{role}')
/** @wire DELETE /v1/roles/{role}: api/authn/authn.go DeleteRole */
export const deleteRoleRoute = route('DELETE', '/v1/roles/{role}')

/** @wire GET /v1/clusters: api/authn/authn.go GetRegisteredClusters */
export const listClustersRoute = route('GET', '/v1/clusters')
/** @wire GET /v1/clusters/{cluster}: api/authn/authn.go GetRegisteredClusters */
export const getClusterRegistrationRoute = route('GET', '/v1/clusters/{cluster}')
/** @wire POST /v1/clusters: api/authn/authn.go RegisterCluster */
export const registerClusterRoute = route('POST', '/v1/clusters')
/** @wire PUT /v1/clusters/{cluster}: api/authn/authn.go UpdateCluster */
export const updateClusterRoute = route('PUT', '/v1/clusters/{cluster}')
/** @wire DELETE /v1/clusters/{cluster}: api/authn/authn.go UnregisterCluster */
export const deleteClusterRoute = route('DELETE', '/v1/clusters/{cluster}')

/** @wire DELETE /v1/tokens: api/authn/authn.go RevokeToken */
export const revokeTokenRoute = route('DELETE', '/v1/tokens')

/** @wire GET /v1/daemon: api/authn/authn.go GetConfig */
export const getConfigRoute = route('GET', '/v1/daemon')
/** @wire PUT /v1/daemon: api/authn/authn.go SetConfig */
export const setConfigRoute = route('PUT', '/v1/daemon')
/** @wire GET /.well-known/openid-configuration: api/authn/authn.go GetOIDCConfig */
export const getOidcConfigRoute = route('GET', '/.well-known/openid-configuration')
/** @wire GET /.well-known/jwks.json: api/authn/authn.go GetJWKS */
export const getJwksRoute = route('GET', '/.well-known/jwks.json')
/** @wire GET /v1/public-key: api/authn/authn.go GetPublicKey */
export const getPublicKeyRoute = route('GET', '/v1/public-key')
/** @wire POST /v1/rotate-key: api/authn/authn.go RotateKey */
export const rotateKeyRoute = route('POST', '/v1/rotate-key')
