import { connect, type Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  createRole,
  createUser,
  deleteCluster,
  deleteRole,
  deleteUser,
  getCluster,
  getJwks,
  getPublicKey,
  getRole,
  getUser,
  listUsers,
  login,
  registerCluster,
  rotateKey,
  updateCluster,
  updateRole,
  updateUser,
} from '../../src/index.js'
import { authnServer, failed, failure } from '../support/authn-server.js'

const role = { name: 'r', desc: '', clusters: [{ id: 'c', alias: '', perm: 1n }], buckets: [], isAdmin: false }
const made = { username: 'u', password: 'secret', roles: [role] }
const cluster = { id: 'i', alias: 'a', urls: ['http://c'] }

// Messages as recorded from a real server.
const cases: readonly (readonly [Operation<unknown>, number, string, string])[] = [
  [
    login('admin', 'wrong'),
    401,
    'AuthN: failed to generate token for admin, err: invalid credentials',
    'InvalidCredentials',
  ],
  [login('admin', 'right'), 400, 'invalid requested expiry date: must be 0 or >= 1m', 'BadRequest'],
  [createUser(made), 400, 'AuthN: failed to add user wire-nopass, err: invalid credentials', 'BadRequest'],
  [createUser(made), 409, 'AuthN: failed to add user u, err: AuthN: user u already exists', 'UserAlreadyExists'],
  [getUser('u'), 404, 'user "u" does not exist', 'UserNotFound'],
  [
    updateUser('u', { password: 'x' }),
    404,
    'AuthN: failed to update user u, err: user "u" does not exist',
    'UserNotFound',
  ],
  [deleteUser('u'), 404, 'AuthN: failed to delete user u, err: user "u" does not exist', 'UserNotFound'],
  [deleteUser('admin'), 403, 'AuthN: failed to delete user admin, err: cannot remove built-in', 'Forbidden'],
  [listUsers(), 401, 'token required', 'Unauthorized'],
  [getRole('r'), 404, 'role "r" does not exist', 'RoleNotFound'],
  [createRole(role), 409, 'AuthN: failed to add role r, err: AuthN: role r already exists', 'RoleAlreadyExists'],
  [updateRole(role), 404, 'AuthN: failed to update role r, err: role "r" does not exist', 'RoleNotFound'],
  [deleteRole('r'), 404, 'AuthN: failed to delete role r, err: role "r" does not exist', 'RoleNotFound'],
  [getCluster('c'), 404, 'AuthN: cluster c does not exist', 'ClusterNotFound'],
  [
    deleteCluster('c'),
    404,
    'AuthN: failed to delete cluster c, err: AuthN: cluster c does not exist',
    'ClusterNotFound',
  ],
  [
    registerCluster(cluster),
    409,
    'AuthN: failed to add cluster i, err: cluster i[i] already registered',
    'ClusterAlreadyRegistered',
  ],
  [updateCluster('i', { clusterAlias: 'a' }), 409, 'alias "a" is used for cluster "j"', 'ClusterAlreadyRegistered'],
  [getJwks(), 400, 'JWKS not available for current signing method', 'NotSupported'],
  [getPublicKey(), 400, 'current signing method does not have a public key', 'NotSupported'],
  [rotateKey(), 400, 'rotation not supported for current signing method', 'NotSupported'],
  // Not an AuthN server at all.
  [getUser('u'), 404, '404 page not found', 'NotFound'],
]

describe('what the server refuses', () => {
  it.each(cases)('%o with %i %j', async (operation, status, message, code) => {
    const { options } = authnServer(() => failed(status, message))
    await using connection = connect(options)
    expect(await failure(connection.send(operation))).toMatchObject({ _tag: 'Api', status, code })
  })

  it('tells of a cluster that the answer does not have', async () => {
    const { options } = authnServer({ 'GET /v1/clusters/c': {} })
    await using connection = connect(options)
    expect(await failure(connection.send(getCluster('c')))).toMatchObject({ _tag: 'Api', code: 'ClusterNotFound' })
  })
})
