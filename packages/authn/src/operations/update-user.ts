import { at, firstProblem, invalidInput, readNothing, type Operation } from '@ais/core'
import { checkAuthnName, checkPassword, meaningFor } from '../check-authn.js'
import { RoleInfo } from '../wire/role-info.js'
import { updateUserRoute } from '../wire/routes.js'

/** What can be changed of a user. */
export interface UserChange {
  /** Left out: unchanged. */
  readonly password?: string
  /** Replace the ones before; they cannot be emptied. Left out: unchanged. */
  readonly roles?: readonly RoleInfo[]
}

/**
 * Changes a user's password or roles; a user may change the own password.
 * @throws ApiError UserNotFound, Unauthorized, Forbidden (the built-in admin's roles)
 * @wire PUT /v1/users/{user}: api/authn/authn.go UpdateUser
 */
export const updateUser = (username: string, { password, roles }: UserChange): Operation<void> => {
  const name = 'authn.updateUser'
  const problem = firstProblem(
    checkAuthnName(name, 'username', username),
    password === undefined && roles === undefined
      ? invalidInput(name, 'password', 'or roles must be given')
      : undefined,
    password === undefined ? undefined : checkPassword(name, password),
    roles?.length === 0
      ? invalidInput(
          name,
          'roles',
          'must have at least one role: the server cannot empty them; delete the user instead',
        )
      : undefined,
  )
  return {
    ...at(name, updateUserRoute, { user: problem === undefined ? username : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `user ${username}`,
    body: {
      kind: 'json',
      value: () => ({
        id: username,
        ...(password === undefined ? {} : { pass: password }),
        roles: (roles ?? []).map((role) => RoleInfo.encode(role)),
      }),
    },
    secrets: () => (password === undefined ? [] : [password]),
    idempotent: true,
    meaning: meaningFor('user'),
    read: readNothing,
  }
}
