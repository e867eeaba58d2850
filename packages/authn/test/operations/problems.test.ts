import { connect, type Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  createRole,
  createUser,
  deleteCluster,
  deleteRole,
  deleteUser,
  getCluster,
  getRole,
  getUser,
  login,
  registerCluster,
  revokeToken,
  setConfig,
  updateCluster,
  updateRole,
  updateUser,
  type RoleInfo,
} from '../../src/index.js'
import { authnServer, failure } from '../support/authn-server.js'

const role: RoleInfo = { name: 'r', desc: '', clusters: [], buckets: [], isAdmin: false }
const user = { username: 'u', password: 'secret', roles: [role] }
const urls = ['http://c']
const long = 'x'.repeat(33)
const at = (name: string): unknown => ({ name, provider: 'ais', namespace: { uuid: 'c', name: '' } })

const bad: readonly (readonly [string, string, Operation<unknown>])[] = [
  ['a login without a user', 'username', login(' ', 'secret')],
  ['a login with an empty password', 'password', login('u', '')],
  ['a login with a blank password', 'password', login('u', ' \t ')],
  ['a negative life', 'expiresIn', login('u', 'secret', { expiresIn: -1 })],
  ['a life that is no number', 'expiresIn', login('u', 'secret', { expiresIn: Number.NaN })],
  ['a life beyond what nanoseconds hold', 'expiresIn', login('u', 'secret', { expiresIn: 1e10 })],
  ['an empty token', 'token', revokeToken('')],
  ['a blank token', 'token', revokeToken('  ')],
  ['a cluster without a name', 'clusterId', getCluster('')],
  ['a registration without an id', 'clusterId', registerCluster({ id: '', alias: 'a', urls })],
  ['a registration without URLs', 'urls', registerCluster({ id: 'i', alias: 'a', urls: [] })],
  ['a registration with a bad alias', 'clusterAlias', registerCluster({ id: 'i', alias: 'bad alias!', urls })],
  ['a change of no cluster', 'clusterId', updateCluster('', { clusterAlias: 'a' })],
  ['a change of nothing', 'clusterAlias', updateCluster('i', {})],
  ['a change to no URLs', 'urls', updateCluster('i', { urls: [] })],
  ['a deletion of no cluster', 'clusterId', deleteCluster('')],
  ['a role without a name', 'roleName', getRole('')],
  ['a role with a name that cannot be', 'name', createRole({ name: 'a/b', clusters: [] })],
  ['a role with a long name', 'name', createRole({ name: long })],
  ['a role with neither cluster nor bucket', 'clusters', createRole({ name: 'r', desc: 'd' })],
  [
    'a role with a bucket that cannot be',
    'bucketName',
    createRole({ name: 'r', buckets: [{ bck: at('a/b') as never, perm: 1n }] }),
  ],
  ['a role updated to nothing', 'desc', updateRole({ name: 'r' })],
  ['a deletion of no role', 'name', deleteRole('')],
  ['a user without a name', 'username', getUser('')],
  ['a user with a name that cannot be', 'username', createUser({ ...user, username: 'bad id!' })],
  ['a user without roles', 'roles', createUser({ ...user, roles: [] })],
  ['a user with a blank password', 'password', createUser({ ...user, password: ' ' })],
  ['a user updated to nothing', 'password', updateUser('u', {})],
  ['a user updated to a blank password', 'password', updateUser('u', { password: '' })],
  ['a user updated to no roles', 'roles', updateUser('u', { roles: [] })],
  ['a deletion of no user', 'username', deleteUser('')],
  ['a configuration of nothing', 'change', setConfig({})],
  ['an empty signing secret', 'auth.secret', setConfig({ auth: { secret: '' } })],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, before anything is sent', async (_, field, operation) => {
    const { seen, options } = authnServer({})
    await using connection = connect(options)
    const error = await failure(connection.send(operation))
    expect(error).toMatchObject({ _tag: 'InvalidInput', field })
    expect(seen).toEqual([])
  })
})
