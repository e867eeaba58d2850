import { at, readNothing, type Operation } from '@ais/core'
import { checkAuthnName, meaningFor } from '../check-authn.js'
import { deleteRoleRoute } from '../wire/routes.js'

/**
 * Deletes a role; users who have it lose it.
 * @throws ApiError RoleNotFound, Forbidden (the built-in role)
 * @wire DELETE /v1/roles/{role}: api/authn/authn.go DeleteRole
 */
export const deleteRole = (roleName: string): Operation<void> => {
  const name = 'authn.deleteRole'
  const problem = checkAuthnName(name, 'name', roleName)
  return {
    ...at(name, deleteRoleRoute, { role: problem === undefined ? roleName : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `role ${roleName}`,
    idempotent: false,
    meaning: meaningFor('role'),
    read: readNothing,
  }
}
