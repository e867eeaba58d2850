import type { Connection, Operation } from '@ais/core'
import { expectTypeOf } from 'vitest'
import {
  AccessAttr,
  AuthNClient,
  type ClusterManager,
  getCluster,
  login,
  loginTokenSource,
  type RoleManager,
  storedTokenSource,
  type TokenManager,
  type UserManager,
  type AccessName,
  type AuthNConfig,
  type ClusterInfo,
  type ClusterList,
  type Jwks,
  type OidcConfig,
  type RoleInfo,
  type RolesList,
  type UserInfo,
  type UserMap,
} from '../src/index.js'

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
