import { at, readNothing, type Operation } from '@ais/core'
import { checkAuthnName, meaningFor } from '../check-authn.js'
import { deleteUserRoute } from '../wire/routes.js'

/**
 * Deletes a user; tokens issued before stay valid until they expire or are revoked.
 * @throws ApiError UserNotFound, Forbidden (the built-in admin)
 * @wire DELETE /v1/users/{user}: api/authn/authn.go DeleteUser
 */
export const deleteUser = (username: string): Operation<void> => {
  const name = 'authn.deleteUser'
  const problem = checkAuthnName(name, 'username', username)
  return {
    ...at(name, deleteUserRoute, { user: problem === undefined ? username : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `user ${username}`,
    idempotent: false,
    meaning: meaningFor('user'),
    read: readNothing,
  }
}
