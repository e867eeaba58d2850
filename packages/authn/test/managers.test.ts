import { afterEach, describe, expect, it, vi } from 'vitest'
import { AccessAttr, AuthNClient, ClusterManager } from '../src/index.js'
import { authnServer, failed, failure, type Answers } from './support/authn-server.js'

const clientOf = (answers: Answers) => {
  const { seen, options } = authnServer(answers)
  const { endpoint, ...rest } = options
  return { seen, calls: () => seen.map(({ call }) => call), authn: new AuthNClient(endpoint, rest) }
}
const cluster = { id: 'pbk9Ku4MP', alias: 'wire', urls: ['http://c.test'] }
const oneCluster = { clusters: { pbk9Ku4MP: cluster } }
const roleJson = { name: 'r', desc: 'd', clusters: [{ id: 'pbk9Ku4MP', perm: '13059' }], buckets: null, admin: false }
const role = {
  name: 'r',
  desc: 'd',
  clusters: [{ id: 'pbk9Ku4MP', alias: '', perm: 13_059n }],
  buckets: [],
  isAdmin: false,
}
const node = (id: string, type: string) => {
  const net = { node_ip_addr: 'c.test', daemon_port: '80', direct_url: 'http://c.test' }
  return { public_net: net, intra_data_net: net, intra_control_net: net, daemon_type: type, daemon_id: id, flags: 0 }
}
const smap = {
  pmap: { p1: node('p1', 'proxy') },
  tmap: {},
  proxy_si: node('p1', 'proxy'),
  uuid: 'pbk9Ku4MP',
  version: '3',
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the client', () => {
  it('takes its endpoint from AIS_AUTHN_URL, and its token from options only', async () => {
    const { options, seen } = authnServer({ 'GET /v1/roles': [] })
    const { endpoint = '', ...rest } = options
    expect(() => new AuthNClient()).toThrowError(expect.objectContaining({ _tag: 'InvalidInput', field: 'endpoint' }))
    vi.stubEnv('AIS_AUTHN_URL', endpoint)
    vi.stubEnv('AIS_AUTHN_TOKEN', 'of.the.cluster')
    await using authn = new AuthNClient(undefined, rest)
    await using given = new AuthNClient(undefined, { ...rest, token: 'given' })
    await using asked = new AuthNClient(undefined, { ...rest, token: () => Promise.resolve('asked') })
    for (const one of [authn, given, asked]) await one.roleManager().list()
    expect(seen.map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer given', 'Bearer asked'])
  })

  it('logs in, uses the token, and revokes it at logout', async () => {
    const { authn, seen } = clientOf({ 'POST /v1/users/admin': { token: 'tok.en.1' }, 'GET /v1/users': {} })
    expect(await authn.login('admin', 'adminpass', { expiresIn: 3600 })).toBe('tok.en.1')
    expect(await authn.userManager().list()).toEqual({})
    await authn.logout()
    expect(seen).toEqual([
      {
        call: 'POST /v1/users/admin',
        body: { password: 'adminpass', expires_in: 3_600_000_000_000 },
        authorization: undefined,
      },
      { call: 'GET /v1/users', body: undefined, authorization: 'Bearer tok.en.1' },
      { call: 'DELETE /v1/tokens', body: { token: 'tok.en.1' }, authorization: 'Bearer tok.en.1' },
    ])
    expect(await failure(authn.logout())).toMatchObject({ _tag: 'InvalidInput', field: 'token' })
  })

  it('forgets at logout a token that the server takes for none, and keeps one that could not be revoked', async () => {
    const refusing = clientOf({ 'POST /v1/users/u': { token: 't' }, 'DELETE /v1/tokens': failed(401, 'invalid token') })
    await refusing.authn.login('u', 'p')
    expect(await failure(refusing.authn.logout())).toMatchObject({ code: 'Unauthorized' })
    expect(await failure(refusing.authn.logout())).toMatchObject({ field: 'token' })
    const broken = clientOf({ 'POST /v1/users/u': { token: 't' }, 'DELETE /v1/tokens': failed(500, 'down') })
    await broken.authn.login('u', 'p')
    await failure(broken.authn.logout())
    expect(await failure(broken.authn.logout())).toMatchObject({ _tag: 'Api', status: 500 })
  })

  it('asks for configuration, discovery and keys', async () => {
    const config = { auth: { secret: 's', expiration_time: '24h0m' }, log: {}, net: {}, timeout: {} }
    const oidc = { issuer: 'i', token_endpoint: 't', jwks_uri: 'j', id_token_signing_alg_values_supported: ['RS256'] }
    const { authn, seen, calls } = clientOf({
      'GET /v1/daemon': config,
      'GET /.well-known/openid-configuration': oidc,
      'GET /.well-known/jwks.json': { keys: [{ kty: 'RSA' }] },
      'GET /v1/public-key': { public_key: 'PEM' },
    })
    expect((await authn.getConfig()).auth.expiration_time).toBe('24h0m')
    await authn.setConfig({ auth: { expiration_time: '12h' } })
    expect(await authn.getOidcConfig()).toEqual(oidc)
    expect(await authn.getJwks()).toEqual({ keys: [{ kty: 'RSA' }] })
    expect(await authn.getPublicKey()).toBe('PEM')
    await authn.rotateKey()
    expect(calls().slice(1, 2)).toEqual(['PUT /v1/daemon'])
    expect(seen[1]?.body).toEqual({ auth: { expiration_time: '12h' } })
    expect(calls().at(-1)).toBe('POST /v1/rotate-key')
  })
})

describe('clusters', () => {
  it('are registered by the id that the first URL tells', async () => {
    const { authn, seen } = clientOf({
      'POST /v1/users/admin': { token: 'tok.en.1' },
      'GET c.test/v1/daemon?what=smap': smap,
      'GET /v1/clusters/pbk9Ku4MP': oneCluster,
    })
    await authn.login('admin', 'adminpass')
    expect(await authn.clusterManager().register('wire', ['http://c.test'])).toEqual(cluster)
    expect(seen.slice(1)).toEqual([
      { call: 'GET c.test/v1/daemon?what=smap', body: undefined, authorization: 'Bearer tok.en.1' },
      { call: 'POST /v1/clusters', body: cluster, authorization: 'Bearer tok.en.1' },
      { call: 'GET /v1/clusters/pbk9Ku4MP', body: undefined, authorization: 'Bearer tok.en.1' },
    ])
  })

  it.each([
    ['urls', 'wire', []],
    ['urls', 'wire', ['not a url']],
    ['urls', 'wire', ['ftp://c.test']],
    ['clusterAlias', 'bad alias!', ['http://c.test']],
  ])('are refused by %s: %j %j', async (field, alias, urls) => {
    const { authn, seen } = clientOf({})
    expect(await failure(authn.clusterManager().register(alias, urls))).toMatchObject({ _tag: 'InvalidInput', field })
    expect(seen).toEqual([])
  })

  it('are found, changed and deleted by id or alias, the id going first', async () => {
    const { authn, calls } = clientOf({ 'GET /v1/clusters/pbk9Ku4MP': oneCluster, 'GET /v1/clusters/wire': oneCluster })
    const clusters = authn.clusterManager()
    expect(clusters).toBeInstanceOf(ClusterManager)
    expect(clusters.client).toBe(authn.client)
    expect(await clusters.get({ clusterId: 'pbk9Ku4MP', clusterAlias: 'other' })).toEqual(cluster)
    expect(await clusters.get({ clusterAlias: 'wire' })).toEqual(cluster)
    expect(await clusters.update('pbk9Ku4MP', { clusterAlias: 'wire2' })).toEqual(cluster)
    await clusters.delete({ clusterAlias: 'wire' })
    expect(calls()).toEqual([
      'GET /v1/clusters/pbk9Ku4MP',
      'GET /v1/clusters/wire',
      'PUT /v1/clusters/pbk9Ku4MP',
      'GET /v1/clusters/pbk9Ku4MP',
      'DELETE /v1/clusters/wire',
    ])
    for (const wrong of [clusters.get({}), clusters.delete({ clusterId: '' })])
      expect(await failure(wrong)).toMatchObject({ _tag: 'InvalidInput', field: 'clusterId' })
  })
})

describe('roles', () => {
  it('permit something in a cluster or in a bucket, each bit once', async () => {
    const { authn, seen } = clientOf({ 'GET /v1/clusters/wire': oneCluster, 'GET /v1/roles/r': roleJson })
    const roles = authn.roleManager()
    const perms = [AccessAttr.ACCESS_RW, AccessAttr.GET]
    expect(await roles.create({ name: 'r', desc: 'd', clusterAlias: 'wire', perms })).toEqual(role)
    await roles.update('r', { clusterAlias: 'wire', perms: ['ACCESS_RO'], bucketName: 'b' })
    await roles.update('r', { desc: 'new' })
    expect(seen.filter(({ call }) => !call.startsWith('GET')).map(({ call, body }) => [call, body])).toEqual([
      [
        'POST /v1/roles',
        { name: 'r', desc: 'd', clusters: [{ id: 'pbk9Ku4MP', perm: '831' }], buckets: null, admin: false },
      ],
      [
        'PUT /v1/roles/r',
        {
          name: 'r',
          desc: '',
          clusters: null,
          buckets: [{ bck: { name: 'b', provider: 'ais', namespace: { uuid: 'pbk9Ku4MP', name: '' } }, perm: '771' }],
          admin: false,
        },
      ],
      ['PUT /v1/roles/r', { name: 'r', desc: 'new', clusters: null, buckets: null, admin: false }],
    ])
  })

  it.each([
    ['clusterAlias', { perms: ['GET'] }],
    ['clusterAlias', { perms: ['GET'], bucketName: 'b' }],
    ['perms', { clusterAlias: 'wire' }],
    ['perms', { clusterAlias: 'wire', perms: [] }],
    ['perms', { clusterAlias: 'wire', perms: ['READ'] }],
    ['bucketName', { clusterAlias: 'wire', perms: ['GET'], bucketName: '' }],
  ])('are refused by %s: %j', async (field, parts) => {
    const { authn, seen } = clientOf({})
    const roles = authn.roleManager()
    for (const wrong of [roles.create({ name: 'r', ...parts } as never), roles.update('r', parts as never)])
      expect(await failure(wrong)).toMatchObject({ _tag: 'InvalidInput', field })
    expect(await failure(roles.update('r', {}))).toMatchObject({ field: 'desc' })
    expect(seen).toEqual([])
  })

  it('may be missing when they are deleted, if that is said', async () => {
    const { authn } = clientOf({ 'DELETE /v1/roles/r': failed(404, 'role "r" does not exist') })
    await authn.roleManager().delete('r', { missingOk: true })
    expect(await failure(authn.roleManager().delete('r'))).toMatchObject({ code: 'RoleNotFound' })
    expect(await failure(authn.roleManager().delete('', { missingOk: true }))).toMatchObject({ _tag: 'InvalidInput' })
  })
})

describe('users', () => {
  it('are made and changed with roles that exist', async () => {
    const { authn, seen } = clientOf({
      'GET /v1/roles/r': roleJson,
      'GET /v1/roles/nosuch': failed(404, 'role "nosuch" does not exist'),
      'GET /v1/users/u': { id: 'u', roles: [roleJson] },
    })
    const users = authn.userManager()
    const user = { id: 'u', roles: [role] }
    expect(await users.create({ username: 'u', roles: ['r'], password: 'secret' })).toEqual(user)
    expect(await users.update('u', { password: 'secret2' })).toEqual(user)
    expect(await users.update('u', { roles: ['r'] })).toEqual(user)
    const sent = () => seen.filter(({ call }) => !call.startsWith('GET')).map(({ call, body }) => [call, body])
    const expected = [
      ['POST /v1/users', { id: 'u', pass: 'secret', roles: [roleJson] }],
      ['PUT /v1/users/u', { id: 'u', pass: 'secret2', roles: [] }],
      ['PUT /v1/users/u', { id: 'u', roles: [roleJson] }],
    ]
    expect(sent()).toEqual(expected)
    for (const wrong of [
      users.create({ username: 'u', roles: ['r', 'nosuch'], password: 'secret' }),
      users.update('u', { roles: ['nosuch'] }),
    ])
      expect(await failure(wrong)).toMatchObject({ code: 'RoleNotFound' })
    expect(sent()).toEqual(expected)
  })

  it('are refused before a role is read', async () => {
    const { authn, seen } = clientOf({})
    const users = authn.userManager()
    expect(await failure(users.create({ username: 'u', roles: [], password: 'secret' }))).toMatchObject({
      field: 'roles',
    })
    expect(await failure(users.create({ username: 'u', roles: ['r'], password: ' ' }))).toMatchObject({
      field: 'password',
    })
    expect(await failure(users.update('u', {}))).toMatchObject({ field: 'password' })
    expect(seen).toEqual([])
  })

  it('may be missing when they are deleted, if that is said', async () => {
    const { authn } = clientOf({ 'DELETE /v1/users/u': failed(404, 'user "u" does not exist') })
    await authn.userManager().delete('u', { missingOk: true })
    expect(await failure(authn.userManager().delete('u'))).toMatchObject({ code: 'UserNotFound' })
  })
})

describe('tokens', () => {
  it('are revoked', async () => {
    const { authn, seen } = clientOf({})
    await authn.tokenManager().revoke('any.to.ken')
    expect(seen).toEqual([{ call: 'DELETE /v1/tokens', body: { token: 'any.to.ken' }, authorization: undefined }])
    expect(await failure(authn.tokenManager().revoke(''))).toMatchObject({ _tag: 'InvalidInput', field: 'token' })
  })
})
