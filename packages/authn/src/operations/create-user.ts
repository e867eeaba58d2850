import { at, firstProblem, invalidInput, readNothing, type Operation } from '@ais/core'
import { checkAuthnName, checkPassword, meaningFor } from '../check-authn.js'
import { RoleInfo } from '../wire/role-info.js'
import { createUserRoute } from '../wire/routes.js'

/** A user to be made. */
export interface UserSpec {
  readonly username: string
  readonly password: string
  /** At least one. A role that the server does not have is dropped by it without a word: read them first. */
  readonly roles: readonly RoleInfo[]
}

/**
 * Makes a user.
 * @throws ApiError UserAlreadyExists, Unauthorized (not an admin)
 * @wire POST /v1/users: api/authn/authn.go AddUser
 */
export const createUser = ({ username, password, roles }: UserSpec): Operation<void> => {
  const name = 'authn.createUser'
  const problem = firstProblem(
    checkAuthnName(name, 'username', username),
    checkPassword(name, password),
    roles.length === 0
      ? invalidInput(name, 'roles', 'must have at least one role: the user could do nothing')
      : undefined,
  )
  return {
    ...at(name, createUserRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `user ${username}`,
    body: {
      kind: 'json',
      value: () => ({ id: username, pass: password, roles: roles.map((role) => RoleInfo.encode(role)) }),
    },
    secrets: () => [password],
    idempotent: false,
    meaning: meaningFor('user'),
    read: readNothing,
  }
}
