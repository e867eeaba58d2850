import { at, readJson, type Operation } from '@ais/core'
import { RolesList } from '../wire/role-info.js'
import { listRolesRoute } from '../wire/routes.js'

/**
 * Lists all roles, in no particular order; needs no token.
 * @wire GET /v1/roles: api/authn/authn.go GetAllRoles
 */
export const listRoles = (): Operation<RolesList> => ({
  ...at('authn.listRoles', listRolesRoute, {}),
  idempotent: true,
  read: readJson('authn.listRoles', RolesList),
})
