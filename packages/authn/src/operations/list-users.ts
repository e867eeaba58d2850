import { at, readJson, type Operation } from '@ais/core'
import { listUsersRoute } from '../wire/routes.js'
import { UserMap } from '../wire/user-info.js'

/**
 * Lists all users with their roles.
 * @throws ApiError Unauthorized (not an admin)
 * @wire GET /v1/users: api/authn/authn.go GetAllUsers
 */
export const listUsers = (): Operation<UserMap> => ({
  ...at('authn.listUsers', listUsersRoute, {}),
  idempotent: true,
  read: readJson('authn.listUsers', UserMap),
})
