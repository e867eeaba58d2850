import { at, readJson, type Operation } from '@ais/core'
import { checkAuthnName, meaningFor } from '../check-authn.js'
import { getUserRoute } from '../wire/routes.js'
import { UserInfo } from '../wire/user-info.js'

/**
 * Reads a user with the roles.
 * @throws ApiError UserNotFound, Unauthorized (neither an admin nor the user)
 * @wire GET /v1/users/{user}: api/authn/authn.go GetUser
 */
export const getUser = (username: string): Operation<UserInfo> => {
  const name = 'authn.getUser'
  const problem = checkAuthnName(name, 'username', username)
  return {
    ...at(name, getUserRoute, { user: problem === undefined ? username : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `user ${username}`,
    idempotent: true,
    meaning: meaningFor('user'),
    read: readJson(name, UserInfo),
  }
}
