import assert from 'node:assert/strict'
import { AccessAttr, AuthNClient, ClusterManager, RoleManager, TokenManager, UserManager } from '@ais/authn'
import { proves, type Case } from '../case.ts'
import { failsWith, failure } from '../expectations.ts'
import type { World } from '../world.ts'
import { makeUser, roleName, userName } from './authn-users.ts'

/** A client of the AuthN server that nobody has logged in with. */
const stranger = (world: World): AuthNClient => {
  const client = new AuthNClient(world.authnAccess?.endpoint)
  world.afterwards(() => client.close())
  return client
}

const isInvalid = async (field: string, call: () => unknown): Promise<void> => {
  const error = await failure(call)
  assert.ok(error._tag === 'InvalidInput' && error.field === field, `${error._tag}: ${error.message}`)
}

/** AuthN: logging in, tokens, and what an administrator manages. */
export const authnCases: readonly Case[] = [
  proves(
    [
      ...(['AuthNClient', 'AuthNClient.client', 'AuthNClient.cluster_manager', 'AuthNClient.role_manager'] as const),
      ...([
        'AuthNClient.user_manager',
        'AuthNClient.token_manager',
        'ClusterManager',
        'ClusterManager.client',
      ] as const),
      ...(['RoleManager', 'RoleManager.client', 'UserManager', 'UserManager.client'] as const),
      ...(['TokenManager', 'TokenManager.client'] as const),
    ],
    'managers are handles that share one connection',
    (world) => {
      const authn = stranger(world)
      const managers = [authn.clusterManager(), authn.roleManager(), authn.userManager(), authn.tokenManager()] as const
      assert.ok(managers[0] instanceof ClusterManager && managers[1] instanceof RoleManager)
      assert.ok(managers[2] instanceof UserManager && managers[3] instanceof TokenManager)
      for (const { client } of managers) assert.equal(client, authn.client)
      assert.equal(new RoleManager(authn.client).client, authn.client)
      return Promise.resolve()
    },
    ['authn'],
  ),
  proves(
    ['AuthNClient.login', 'AuthNClient.logout'],
    'a token opens what needs one, until it is logged out',
    async (world) => {
      const authn = stranger(world)
      await failsWith('Unauthorized', () => authn.userManager().list())
      const { username, password } = world.authnAccess ?? { username: '', password: '' }
      const token = await authn.login(username, password)
      assert.equal(token.split('.').length, 3)
      assert.ok(username in (await authn.userManager().list()))
      await authn.logout()
      await failsWith('Unauthorized', () => authn.userManager().list())
      await isInvalid('token', () => authn.logout())
    },
    ['authn'],
  ),
  proves(
    'AuthNClient.login',
    'wrong credentials are told, and neither they nor a life that cannot be give a token',
    async (world) => {
      const authn = stranger(world)
      const { username, password } = world.authnAccess ?? { username: '', password: '' }
      const error = await failsWith('InvalidCredentials', () => authn.login(username, 'not-the-secret'))
      assert.ok(!error.message.includes('not-the-secret'))
      await failsWith('InvalidCredentials', () => authn.login(world.name('nobody'), password))
      await failsWith('BadRequest', () => authn.login(username, password, { expiresIn: 59 }))
      const life = async (expiresIn: number): Promise<number> => {
        const claims = (await authn.login(username, password, { expiresIn })).split('.')[1] ?? ''
        const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number; exp: number }
        return exp - iat
      }
      assert.equal(await life(60), 60)
      assert.ok((await life(0)) > 86_400)
      await isInvalid('password', () => authn.login(username, ' '))
      await isInvalid('expiresIn', () => authn.login(username, password, { expiresIn: -1 }))
    },
    ['authn'],
  ),
  proves(
    [
      'ClusterManager.list',
      'ClusterManager.get',
      'ClusterManager.register',
      'ClusterManager.update',
      'ClusterManager.delete',
    ],
    'a cluster is registered, found, changed, unregistered and registered again',
    async (world) => {
      const clusters = world.authn.clusterManager()
      const known = await clusters.get({ clusterAlias: world.clusterAlias })
      assert.deepEqual((await clusters.list()).clusters[known.id], known)
      assert.deepEqual(await clusters.get({ clusterId: known.id }), known)
      await failsWith('ClusterAlreadyRegistered', () => clusters.register(world.name('again'), known.urls))
      const renamed = await clusters.update(known.id, { clusterAlias: world.name('alias') })
      assert.deepEqual(renamed, { ...known, alias: renamed.alias })
      assert.notEqual(renamed.alias, known.alias)
      await clusters.delete({ clusterId: known.id })
      try {
        await failsWith('ClusterNotFound', () => clusters.get({ clusterId: known.id }))
        await failsWith('ClusterNotFound', () => clusters.delete({ clusterAlias: renamed.alias }))
      } finally {
        assert.deepEqual(await clusters.register(known.alias, known.urls), known)
      }
      await isInvalid('urls', () => clusters.register('a', []))
      await isInvalid('clusterAlias', () => clusters.update(known.id, {}))
    },
    ['authn'],
  ),
  proves(
    ['RoleManager.list', 'RoleManager.get', 'RoleManager.create', 'RoleManager.update', 'RoleManager.delete'],
    'a role is made, read, given more, and deleted; permissions stay exact',
    async (world) => {
      const roles = world.authn.roleManager()
      const [name, { clusterAlias }] = [roleName(world), world]
      const { id } = await world.authn.clusterManager().get({ clusterAlias })
      const made = await roles.create({ name, desc: 'reads', clusterAlias, perms: ['ACCESS_RO', 'GET'] })
      assert.equal(made.desc, 'reads')
      assert.deepEqual(
        made.clusters.map((entry) => [entry.id, entry.perm]),
        [[id, AccessAttr.ACCESS_RO]],
      )
      assert.deepEqual([made.buckets, made.isAdmin], [[], false])
      assert.ok((await roles.list()).some((role) => role.name === name))
      await failsWith('RoleAlreadyExists', () => roles.create({ name, clusterAlias, perms: ['GET'] }))
      const more = await roles.update(name, { clusterAlias, bucketName: 'b', perms: [AccessAttr.ACCESS_ALL] })
      assert.deepEqual(
        more.buckets.map(({ bck, perm }) => [bck.name, bck.namespace?.uuid, perm]),
        [['b', id, 2n ** 64n - 1n]],
      )
      assert.deepEqual(
        more.clusters.map(({ perm }) => perm),
        [AccessAttr.ACCESS_RO],
      )
      assert.equal((await roles.update(name, { desc: 'more' })).desc, 'more')
      await roles.delete(name)
      await failsWith('RoleNotFound', () => roles.get(name))
      await failsWith('RoleNotFound', () => roles.delete(name))
      await failsWith('RoleNotFound', () => roles.update(name, { desc: 'x' }))
      await roles.delete(name, { missingOk: true })
      await failsWith('ClusterNotFound', () => roles.create({ name, clusterAlias: 'nosuch', perms: ['GET'] }))
    },
    ['authn'],
  ),
  proves(
    ['UserManager.create', 'UserManager.get', 'UserManager.list', 'UserManager.update', 'UserManager.delete'],
    'a user is made, read, given another password and other roles, and deleted',
    async (world) => {
      const users = world.authn.userManager()
      const { username, password } = await makeUser(world, { cluster: ['GET'] })
      const [role] = (await users.get(username)).roles
      assert.equal((await users.list())[username]?.roles[0]?.name, role?.name)
      await failsWith('UserAlreadyExists', () => users.create({ username, roles: [role?.name ?? ''], password }))
      const other = roleName(world)
      await world.authn.roleManager().create({ name: other, clusterAlias: world.clusterAlias, perms: ['PUT'] })
      assert.deepEqual(
        (await users.update(username, { roles: [other] })).roles.map(({ name }) => name),
        [other],
      )
      await users.update(username, { password: 'another-one' })
      await failsWith('InvalidCredentials', () => stranger(world).login(username, password))
      await stranger(world).login(username, 'another-one')
      await failsWith('RoleNotFound', () => users.create({ username: userName(world), roles: ['nosuch'], password }))
      await users.delete(username)
      await failsWith('UserNotFound', () => users.get(username))
      await failsWith('UserNotFound', () => users.delete(username))
      await users.delete(username, { missingOk: true })
    },
    ['authn'],
  ),
  proves(
    ['AccessAttr', 'AccessAttr.describe'],
    'permissions are bits with the names that AuthN has for them',
    async (world) => {
      assert.equal(AccessAttr.describe(AccessAttr.of('GET', 'GET', 'PUT')), 'GET,PUT')
      assert.equal(AccessAttr.ACCESS_RW, 831n)
      const { clusterAlias } = world
      const owner = await world.authn.roleManager().get(`BucketOwner-${clusterAlias}`)
      assert.equal(owner.clusters[0]?.perm, AccessAttr.ACCESS_RW)
      const all = await world.authn.roleManager().get(`ClusterOwner-${clusterAlias}`)
      assert.equal(all.clusters[0]?.perm, AccessAttr.ACCESS_ALL)
    },
    ['authn'],
  ),
  proves(
    ['api.GetAuthNConfig', 'api.SetAuthNConfig', 'api.OpenIdDiscovery'],
    'the configuration is read and changed, without its secret, and told to OpenID clients',
    async (world) => {
      const { authn } = world
      const life = (await authn.getConfig()).auth.expiration_time
      await authn.setConfig({ auth: { expiration_time: '7h' } })
      world.afterwards(() => authn.setConfig({ auth: { expiration_time: life } }))
      const { auth } = await authn.getConfig()
      assert.match(auth.expiration_time, /^7h/)
      assert.ok(['', '<hidden>'].includes(auth.secret))
      const { issuer, jwks_uri } = await stranger(world).getOidcConfig()
      assert.ok(jwks_uri.startsWith(issuer))
      await failsWith('Unauthorized', () => stranger(world).getConfig())
    },
    ['authn'],
  ),
  proves(
    'api.RotateKeys',
    'a key pair is replaced, and new tokens are signed with the new one',
    async (world) => {
      const before = await world.authn.getPublicKey()
      await world.authn.rotateKey()
      await world.login()
      assert.notEqual(await world.authn.getPublicKey(), before)
      assert.ok((await world.authn.getJwks()).keys.length > 0)
      await world.client.cluster().getInfo()
    },
    ['authn', 'keyPair'],
  ),
  proves(
    'api.RotateKeys',
    'a shared secret has no keys to rotate or to give',
    async (world) => {
      for (const call of [() => world.authn.rotateKey(), () => world.authn.getJwks(), () => world.authn.getPublicKey()])
        await failsWith('NotSupported', call)
    },
    ['authn', 'sharedSecret'],
  ),
]
