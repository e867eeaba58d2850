import { at, invalidInput, readNothing, type Operation } from '@ais/core'
import { meaningFor } from '../check-authn.js'
import { checkRole, roleJson, type RoleSpec } from '../role-spec.js'
import { updateRoleRoute } from '../wire/routes.js'

/**
 * Changes a role, and with it what its users may do once they log in again: entries of clusters and buckets replace
 * those of the same ones, others stay.
 * @throws ApiError RoleNotFound, Forbidden (the built-in role)
 * @wire PUT /v1/roles/{role}: api/authn/authn.go UpdateRole
 */
export const updateRole = (role: RoleSpec): Operation<void> => {
  const name = 'authn.updateRole'
  const { desc = '', clusters = [], buckets = [] } = role
  const problem =
    checkRole(name, role) ??
    (desc === '' && clusters.length === 0 && buckets.length === 0
      ? invalidInput(name, 'desc', 'or permissions must be given')
      : undefined)
  return {
    ...at(name, updateRoleRoute, { role: problem === undefined ? role.name : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `role ${role.name}`,
    body: { kind: 'json', value: roleJson(role) },
    idempotent: true,
    meaning: meaningFor('role'),
    read: readNothing,
  }
}
