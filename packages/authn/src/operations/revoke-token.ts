import { at, readNothing, type Operation } from '@ais/core'
import { checkToken } from '../check-authn.js'
import { revokeTokenRoute } from '../wire/routes.js'

/**
 * Revokes a token: AuthN refuses it at once, the clusters as soon as they are told. Revoking it again is no error.
 * @throws ApiError Unauthorized (not a token of this server, or expired)
 * @wire DELETE /v1/tokens: api/authn/authn.go RevokeToken
 */
export const revokeToken = (token: string): Operation<void> => {
  const name = 'authn.revokeToken'
  const problem = checkToken(name, token)
  return {
    ...at(name, revokeTokenRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    body: { kind: 'json', value: () => ({ token }) },
    secrets: () => [token],
    idempotent: true,
    read: readNothing,
  }
}
