import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { ClusterManager, createRole, RoleManager, TokenManager, UserManager, type AccessName } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})

const [roles, users] = [new RoleManager(connection), new UserManager(connection)]

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  [
    'a role with both a bucket and a cluster missing',
    'clusterAlias',
    () => roles.create({ name: 'r', clusterAlias: '', perms: ['GET'] }),
  ],
  [
    'a role of entries, none of them',
    'clusters',
    () => connection.send(createRole({ name: 'r', clusters: [], buckets: [] })),
  ],
  ['a role with a bucket and no cluster', 'clusterAlias', () => roles.update('r', { bucketName: 'b', perms: ['GET'] })],
  ['a role without a permission', 'perms', () => roles.create({ name: 'r', clusterAlias: 'c', perms: [] })],
  [
    'an unknown permission name',
    'perms',
    () => roles.create({ name: 'r', clusterAlias: 'c', perms: ['READ' as AccessName] }),
  ],
  [
    'an unknown permission name of a change',
    'perms',
    () => roles.update('r', { clusterAlias: 'c', perms: ['get' as AccessName] }),
  ],
  ['a user without roles', 'roles', () => users.create({ username: 'u', roles: [], password: 'secret' })],
  ['a user who is to lose all roles', 'roles', () => users.update('u', { roles: [] })],
  ['an empty token', 'token', () => new TokenManager(connection).revoke('')],
  ['a blank token', 'token', () => new TokenManager(connection).revoke(' ')],
  ['a cluster without id or alias', 'clusterId', () => new ClusterManager(connection).get({})],
  ['a negative timeout', 'timeoutMs', () => users.list({ timeoutMs: -1 })],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
