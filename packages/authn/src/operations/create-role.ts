import { at, invalidInput, readNothing, type Operation } from '@ais/core'
import { meaningFor } from '../check-authn.js'
import { checkRole, roleJson, type RoleSpec } from '../role-spec.js'
import { createRoleRoute } from '../wire/routes.js'

/**
 * Makes a role out of permissions on clusters and buckets.
 * @throws ApiError RoleAlreadyExists, Unauthorized (not an admin)
 * @wire POST /v1/roles: api/authn/authn.go AddRole
 */
export const createRole = (role: RoleSpec): Operation<void> => {
  const name = 'authn.createRole'
  const isEmpty = (role.clusters ?? []).length === 0 && (role.buckets ?? []).length === 0
  const problem =
    checkRole(name, role) ??
    (isEmpty ? invalidInput(name, 'clusters', 'or buckets must be given: the role would permit nothing') : undefined)
  return {
    ...at(name, createRoleRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `role ${role.name}`,
    body: { kind: 'json', value: roleJson(role) },
    idempotent: false,
    meaning: meaningFor('role'),
    read: readNothing,
  }
}
