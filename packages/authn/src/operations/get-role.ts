import { at, readJson, type Operation } from '@ais/core'
import { checkAuthnName, meaningFor } from '../check-authn.js'
import { RoleInfo } from '../wire/role-info.js'
import { getRoleRoute } from '../wire/routes.js'

/**
 * Reads a role; needs no token.
 * @throws ApiError RoleNotFound
 * @wire GET /v1/roles/{role}: api/authn/authn.go GetRole
 */
export const getRole = (roleName: string): Operation<RoleInfo> => {
  const name = 'authn.getRole'
  const problem = checkAuthnName(name, 'roleName', roleName)
  return {
    ...at(name, getRoleRoute, { role: problem === undefined ? roleName : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `role ${roleName}`,
    idempotent: true,
    meaning: meaningFor('role'),
    read: readJson(name, RoleInfo),
  }
}
