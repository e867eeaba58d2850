import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { CallOptions, Connection, Operation } from '@ais/core'
import type * as surface from '../src/index.js'
import {
  AccessAttr,
  AuthNClient,
  getCluster,
  login,
  loginTokenSource,
  storedTokenSource,
  type Access,
  type AccessName,
  type AuthNClientOptions,
  type AuthNConfig,
  type AuthNConfigChange,
  type ClusterChange,
  type ClusterInfo,
  type ClusterList,
  type ClusterManager,
  type ClusterSelection,
  type CreateRoleOptions,
  type CreateUserOptions,
  type DeleteMissingOptions,
  type Jwks,
  type LoginOptions,
  type LoginTokenOptions,
  type OidcConfig,
  type RoleInfo,
  type RoleManager,
  type RoleSpec,
  type RolesList,
  type StoredTokenOptions,
  type TokenManager,
  type UpdateRoleOptions,
  type UpdateUserOptions,
  type UserChange,
  type UserInfo,
  type UserManager,
  type UserMap,
  type UserSpec,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  AccessAttr: {
    readonly ACCESS_RO: bigint
    readonly ACCESS_RW: bigint
    readonly ACCESS_BUCKET_ADMIN: bigint
    readonly CLUSTER_ACCESS_RO: bigint
    readonly CLUSTER_ACCESS_RW: bigint
    readonly ACCESS_SU: bigint
    readonly ACCESS_ALL: bigint
    readonly of: (...perms: readonly Access[]) => bigint
    readonly has: (perms: Access, wanted: Access) => boolean
    readonly describe: (perms: Access) => string
    readonly ADMIN: bigint
    readonly APPEND: bigint
    readonly BCK_HEAD: bigint
    readonly BCK_SET_ACL: bigint
    readonly CREATE_BUCKET: bigint
    readonly DESTROY_BUCKET: bigint
    readonly GET: bigint
    readonly LIST_BUCKETS: bigint
    readonly MOVE_BUCKET: bigint
    readonly OBJ_DELETE: bigint
    readonly OBJ_HEAD: bigint
    readonly OBJ_LIST: bigint
    readonly OBJ_MOVE: bigint
    readonly OBJ_UPDATE: bigint
    readonly PATCH: bigint
    readonly PROMOTE: bigint
    readonly PUT: bigint
    readonly SHOW_CLUSTER: bigint
  }
  AuthNClient: new (endpoint?: string, options?: AuthNClientOptions) => AuthNClient
  ClusterManager: new (client: Connection, openCluster?: (url: string) => Connection) => ClusterManager
  RoleManager: new (client: Connection) => RoleManager
  TokenManager: new (client: Connection) => TokenManager
  UserManager: new (client: Connection) => UserManager
  createRole: (role: RoleSpec) => Operation<void>
  createUser: (input: UserSpec) => Operation<void>
  deleteCluster: (idOrAlias: string) => Operation<void>
  deleteRole: (roleName: string) => Operation<void>
  deleteUser: (username: string) => Operation<void>
  getCluster: (idOrAlias: string) => Operation<ClusterInfo>
  getConfig: () => Operation<AuthNConfig>
  getJwks: () => Operation<Jwks>
  getOidcConfig: () => Operation<OidcConfig>
  getPublicKey: () => Operation<string>
  getRole: (roleName: string) => Operation<RoleInfo>
  getUser: (username: string) => Operation<UserInfo>
  joinPermissions: (perms: readonly Access[], operation?: string) => bigint
  listClusters: () => Operation<ClusterList>
  listRoles: () => Operation<RolesList>
  listUsers: () => Operation<UserMap>
  login: (username: string, password: string, options?: LoginOptions) => Operation<string>
  loginTokenSource: (client: Connection, options: LoginTokenOptions) => () => Promise<string>
  registerCluster: (cluster: ClusterInfo) => Operation<void>
  registerFromUrls: (
    client: Connection,
    openCluster: (url: string) => Connection,
    clusterAlias: string,
    urls: readonly string[],
    call?: CallOptions,
  ) => Promise<ClusterInfo>
  revokeToken: (token: string) => Operation<void>
  rotateKey: () => Operation<void>
  setConfig: (change: AuthNConfigChange) => Operation<void>
  storedTokenSource: (options?: StoredTokenOptions) => () => Promise<string>
  updateCluster: (clusterId: string, change: ClusterChange) => Operation<void>
  updateRole: (role: RoleSpec) => Operation<void>
  updateUser: (username: string, input: UserChange) => Operation<void>
}>()

expectTypeOf<Signatures<AuthNClient>>().toEqualTypeOf<{
  [Symbol.asyncDispose]: () => Promise<void>
  readonly client: Connection
  close: () => Promise<void>
  clusterManager: () => ClusterManager
  getConfig: (call?: CallOptions) => Promise<AuthNConfig>
  getJwks: (call?: CallOptions) => Promise<Jwks>
  getOidcConfig: (call?: CallOptions) => Promise<OidcConfig>
  getPublicKey: (call?: CallOptions) => Promise<string>
  login: (username: string, password: string, options?: LoginOptions & CallOptions) => Promise<string>
  logout: (call?: CallOptions) => Promise<void>
  roleManager: () => RoleManager
  rotateKey: (call?: CallOptions) => Promise<void>
  setConfig: (change: AuthNConfigChange, call?: CallOptions) => Promise<void>
  tokenManager: () => TokenManager
  tokenSource: (options: LoginTokenOptions) => () => Promise<string>
  userManager: () => UserManager
}>()

expectTypeOf<Signatures<ClusterManager>>().toEqualTypeOf<{
  readonly client: Connection
  delete: (selection: ClusterSelection & CallOptions) => Promise<void>
  get: (selection: ClusterSelection & CallOptions) => Promise<ClusterInfo>
  list: (call?: CallOptions) => Promise<ClusterList>
  register: (clusterAlias: string, urls: readonly string[], call?: CallOptions) => Promise<ClusterInfo>
  update: (clusterId: string, change: ClusterChange & CallOptions) => Promise<ClusterInfo>
}>()

expectTypeOf<Signatures<RoleManager>>().toEqualTypeOf<{
  readonly client: Connection
  create: (role: CreateRoleOptions, call?: CallOptions) => Promise<RoleInfo>
  delete: (name: string, options?: DeleteMissingOptions) => Promise<void>
  get: (roleName: string, call?: CallOptions) => Promise<RoleInfo>
  list: (call?: CallOptions) => Promise<RolesList>
  update: (name: string, change: UpdateRoleOptions, call?: CallOptions) => Promise<RoleInfo>
}>()

expectTypeOf<Signatures<TokenManager>>().toEqualTypeOf<{
  readonly client: Connection
  revoke: (token: string, call?: CallOptions) => Promise<void>
}>()

expectTypeOf<Signatures<UserManager>>().toEqualTypeOf<{
  readonly client: Connection
  create: (input: CreateUserOptions, call?: CallOptions) => Promise<UserInfo>
  delete: (username: string, options?: DeleteMissingOptions) => Promise<void>
  get: (username: string, call?: CallOptions) => Promise<UserInfo>
  list: (call?: CallOptions) => Promise<UserMap>
  update: (username: string, input: UpdateUserOptions, call?: CallOptions) => Promise<UserInfo>
}>()

const authn = new AuthNClient('http://127.0.0.1:52001')
expectTypeOf(authn.client).toEqualTypeOf<Connection>()
expectTypeOf(authn.login('u', 'p', { expiresIn: 60 })).toEqualTypeOf<Promise<string>>()
expectTypeOf(authn.logout()).toEqualTypeOf<Promise<void>>()
expectTypeOf(authn.getConfig()).toEqualTypeOf<Promise<AuthNConfig>>()
expectTypeOf(authn.getOidcConfig()).toEqualTypeOf<Promise<OidcConfig>>()
expectTypeOf(authn.getJwks()).toEqualTypeOf<Promise<Jwks>>()
expectTypeOf(authn.getPublicKey()).toEqualTypeOf<Promise<string>>()
expectTypeOf(authn.rotateKey()).toEqualTypeOf<Promise<void>>()

expectTypeOf(authn.clusterManager()).toEqualTypeOf<ClusterManager>()
expectTypeOf(authn.clusterManager().list()).toEqualTypeOf<Promise<ClusterList>>()
expectTypeOf(authn.clusterManager().get({ clusterId: 'c' })).toEqualTypeOf<Promise<ClusterInfo>>()
expectTypeOf(authn.clusterManager().register('a', ['u'])).toEqualTypeOf<Promise<ClusterInfo>>()
expectTypeOf(authn.roleManager()).toEqualTypeOf<RoleManager>()
expectTypeOf(authn.roleManager().list()).toEqualTypeOf<Promise<RolesList>>()
expectTypeOf(authn.roleManager().update('r', { desc: 'd' })).toEqualTypeOf<Promise<RoleInfo>>()
expectTypeOf(authn.userManager()).toEqualTypeOf<UserManager>()
expectTypeOf(authn.userManager().list()).toEqualTypeOf<Promise<UserMap>>()
expectTypeOf(authn.userManager().get('u')).toEqualTypeOf<Promise<UserInfo>>()
expectTypeOf(authn.tokenManager()).toEqualTypeOf<TokenManager>()
expectTypeOf(authn.tokenManager().revoke('t')).toEqualTypeOf<Promise<void>>()
// @ts-expect-error a role is for a cluster
void authn.roleManager().create({ name: 'r', perms: ['GET'] })
// @ts-expect-error no such permission
void authn.roleManager().create({ name: 'r', clusterAlias: 'c', perms: ['READ'] })
// @ts-expect-error roles have names
void authn.userManager().create({ username: 'u', password: 'p' })

expectTypeOf(AccessAttr.ADMIN).toEqualTypeOf<bigint>()
expectTypeOf(AccessAttr.describe(1n)).toEqualTypeOf<string>()
expectTypeOf(AccessAttr.of('GET', 2n)).toEqualTypeOf<bigint>()
expectTypeOf<'ACCESS_RW'>().toExtend<AccessName>()
expectTypeOf(login('u', 'p')).toEqualTypeOf<Operation<string>>()
expectTypeOf(getCluster('c')).toEqualTypeOf<Operation<ClusterInfo>>()
expectTypeOf(loginTokenSource(authn.client, { username: 'u', password: 'p' })).toEqualTypeOf<() => Promise<string>>()
expectTypeOf(storedTokenSource()).toEqualTypeOf<() => Promise<string>>()
