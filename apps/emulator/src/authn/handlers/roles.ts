import {
  createRoleRoute,
  deleteRoleRoute,
  getRoleRoute,
  listRolesRoute,
  RoleInfo,
  updateRoleRoute,
} from '@ais/authn/wire'
import { ApiFailure } from '../../api-failure.js'
import { actionFailed, done, isNice, json, onlyNice, requireAdmin, type AuthnEntry } from '../authn-context.js'
import { adminRole, adminUser } from '../authn-state.js'
import { replaceBuckets, replaceClusters } from '../merge-permissions.js'
import { roleOf } from '../read-message.js'

const list: AuthnEntry['handle'] = (_request, { state }) =>
  json([...state.roles.values()].map((role) => RoleInfo.encode(role)))

const get: AuthnEntry['handle'] = (request, { state }) => {
  const name = request.params['role'] ?? ''
  const role = state.roles.get(name)
  if (role === undefined) throw new ApiFailure(404, `role "${name}" does not exist`, 'ErrNotFound')
  // Only here are clusters told with their aliases.
  const clusters = role.clusters.map((entry) => ({ ...entry, alias: state.clusters.get(entry.id)?.alias ?? '' }))
  return json(RoleInfo.encode({ ...role, clusters }))
}

const withoutAliases = (role: RoleInfo): RoleInfo => ({
  ...role,
  clusters: role.clusters.map((entry) => ({ ...entry, alias: '' })),
})

const create: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const role = roleOf(request)
  const { name } = role
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('add role', name, reason, status)
  if (name === '') throw refuse('role name is undefined', 400)
  if (!isNice(name)) throw refuse(`role name "${name}" is invalid: ${onlyNice}`, 400)
  if (role.isAdmin) throw refuse(`only built-in roles can have "${adminUser}" permissions`, 403)
  if (context.state.roles.has(name)) throw refuse(`AuthN: role ${name} already exists`, 409)
  context.state.roles.set(name, withoutAliases(role))
  await context.save()
  return done
}

const update: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const name = request.params['role'] ?? ''
  let change: RoleInfo
  try {
    change = withoutAliases(roleOf(request))
  } catch {
    throw new ApiFailure(400, 'Invalid request')
  }
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('update role', name, reason, status)
  if (name === adminRole) throw refuse(`cannot modify built-in "${adminRole}" role`, 403)
  const role = context.state.roles.get(name)
  if (role === undefined) throw refuse(`role "${name}" does not exist`, 404)
  context.state.roles.set(name, {
    ...role,
    desc: change.desc === '' ? role.desc : change.desc,
    clusters: replaceClusters(role.clusters, change.clusters),
    buckets: replaceBuckets(role.buckets, change.buckets),
  })
  await context.save()
  return done
}

const remove: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const { state } = context
  const name = request.params['role'] ?? ''
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('delete role', name, reason, status)
  if (name === adminRole) throw refuse(`cannot remove built-in "${adminRole}" role`, 403)
  if (!state.roles.delete(name)) throw refuse(`role "${name}" does not exist`, 404)
  for (const user of state.users.values())
    if (user.roles.includes(name))
      state.users.set(user.id, { ...user, roles: user.roles.filter((role) => role !== name) })
  await context.save()
  return done
}

/** Roles; reading them needs no token. */
export const roleHandlers: readonly AuthnEntry[] = [
  { route: listRolesRoute, handle: list },
  { route: getRoleRoute, handle: get },
  { route: createRoleRoute, handle: create },
  { route: updateRoleRoute, handle: update },
  { route: deleteRoleRoute, handle: remove },
]
