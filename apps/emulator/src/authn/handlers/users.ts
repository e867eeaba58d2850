import {
  createUserRoute,
  deleteUserRoute,
  getUserRoute,
  listUsersRoute,
  loginRoute,
  UserInfo,
  updateUserRoute,
} from '@ais/authn/wire'
import { ApiFailure } from '../../api-failure.js'
import {
  actionFailed,
  done,
  isNice,
  json,
  onlyNice,
  requireAdmin,
  requireClaims,
  type AuthnContext,
  type AuthnEntry,
  type AuthnRequest,
} from '../authn-context.js'
import { adminUser, type StoredUser } from '../authn-state.js'
import { describeClaims } from '../claims.js'
import { issueToken } from '../issue-token.js'
import { hashPassword, isPassword } from '../password-hash.js'
import { numberOf, readMessage, roleNamesOf, textOf } from '../read-message.js'

const userJson = ({ id, roles }: StoredUser, { state }: AuthnContext): unknown =>
  UserInfo.encode({ id, roles: roles.flatMap((name) => state.roles.get(name) ?? []) })

const login: AuthnEntry['handle'] = async (request, context) => {
  const id = request.params['user'] ?? ''
  const message = readMessage(request, 'LoginMsg')
  const password = textOf(request, 'LoginMsg', message, 'password')
  const expiresIn = numberOf(request, 'LoginMsg', message, 'expires_in')
  if (password === '') throw new ApiFailure(401, 'empty password')
  const user = context.state.users.get(id)
  if (user === undefined || !(await isPassword(password, user.passwordHash)))
    throw actionFailed('generate token for', id, 'invalid credentials', 401)
  const token = await issueToken(user, expiresIn, context)
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: `{"token": "${token}"}` }
}

const list: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  return json(Object.fromEntries([...context.state.users].map(([id, user]) => [id, userJson(user, context)])))
}

const get: AuthnEntry['handle'] = async (request, context) => {
  const id = request.params['user'] ?? ''
  const claims = await requireClaims(request, context)
  if (!claims.isAdmin && claims.sub !== id) throw new ApiFailure(401, 'not authorized: requires admin or self')
  const user = context.state.users.get(id)
  if (user === undefined) throw new ApiFailure(404, `user "${id}" does not exist`, 'ErrNotFound')
  return json(userJson(user, context))
}

/** Roles that exist; others are dropped without a word, as on the real server. */
const known = (names: readonly string[], { state }: AuthnContext): readonly string[] =>
  names.filter((name) => state.roles.has(name))

const create: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const message = readMessage(request, 'User')
  const [id, password] = [textOf(request, 'User', message, 'id'), textOf(request, 'User', message, 'pass')]
  const names = roleNamesOf(request, message)
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('add user', id, reason, status)
  if (id === '' || password === '') throw refuse('invalid credentials', 400)
  if (!isNice(id)) throw refuse(`user ID "${id}" is invalid: ${onlyNice}`, 400)
  const passwordHash = await hashPassword(password)
  if (context.state.users.has(id)) throw refuse(`AuthN: user ${id} already exists`, 409)
  context.state.users.set(id, { id, passwordHash, roles: known(names, context) })
  await context.save()
  return done
}

/** An administrator may change all, a user the own password. @throws ApiFailure 401 */
const requireSelf = async (
  request: AuthnRequest,
  id: string,
  isRoles: boolean,
  context: AuthnContext,
): Promise<void> => {
  const claims = await requireClaims(request, context)
  if (!claims.isAdmin && (claims.sub !== id || isRoles))
    throw new ApiFailure(401, `not authorized: (${describeClaims(claims)})`)
}

const update: AuthnEntry['handle'] = async (request, context) => {
  const id = request.params['user'] ?? ''
  let password: string
  let names: readonly string[]
  try {
    const message = readMessage(request, 'User')
    password = textOf(request, 'User', message, 'pass')
    names = roleNamesOf(request, message)
  } catch {
    throw new ApiFailure(400, 'Invalid request')
  }
  await requireSelf(request, id, names.length > 0, context)
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('update user', id, reason, status)
  if (id === adminUser && names.length > 0) throw refuse("cannot change administrator's role", 403)
  const passwordHash = password === '' ? undefined : await hashPassword(password)
  const user = context.state.users.get(id)
  if (user === undefined) throw refuse(`user "${id}" does not exist`, 404)
  context.state.users.set(id, {
    id,
    passwordHash: passwordHash ?? user.passwordHash,
    roles: names.length === 0 ? user.roles : known(names, context),
  })
  await context.save()
  return done
}

const remove: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const id = request.params['user'] ?? ''
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('delete user', id, reason, status)
  if (id === adminUser) throw refuse(`cannot remove built-in "${adminUser}" account`, 403)
  if (!context.state.users.delete(id)) throw refuse(`user "${id}" does not exist`, 404)
  await context.save()
  return done
}

/** Users, and their logins. */
export const userHandlers: readonly AuthnEntry[] = [
  { route: loginRoute, handle: login },
  { route: listUsersRoute, handle: list },
  { route: getUserRoute, handle: get },
  { route: createUserRoute, handle: create },
  { route: updateUserRoute, handle: update },
  { route: deleteUserRoute, handle: remove },
]
