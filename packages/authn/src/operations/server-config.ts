import { at, invalidInput, readJson, readNothing, type Operation } from '@ais/core'
import { AuthNConfig, type AuthNConfigChange } from '../wire/config-json.js'
import { getConfigRoute, setConfigRoute } from '../wire/routes.js'

/**
 * Reads the AuthN server's configuration; the signing secret in it is replaced by `<hidden>`.
 * @throws ApiError Unauthorized (not an admin)
 * @wire GET /v1/daemon: api/authn/authn.go GetConfig
 */
export const getConfig = (): Operation<AuthNConfig> => ({
  ...at('authn.getConfig', getConfigRoute, {}),
  idempotent: true,
  read: readJson('authn.getConfig', AuthNConfig),
})

/**
 * Changes the AuthN server's configuration; what is left out stays.
 * @throws ApiError Unauthorized (not an admin), BadRequest (a value that cannot be)
 * @wire PUT /v1/daemon: api/authn/authn.go SetConfig
 */
export const setConfig = (change: AuthNConfigChange): Operation<void> => {
  const name = 'authn.setConfig'
  const secret = change.auth?.secret
  const problem =
    change.auth === undefined && change.log === undefined
      ? invalidInput(name, 'change', 'must have auth or log')
      : secret === ''
        ? invalidInput(name, 'auth.secret', 'must not be empty')
        : undefined
  return {
    ...at(name, setConfigRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    body: { kind: 'json', value: () => change },
    secrets: () => (secret === undefined ? [] : [secret]),
    idempotent: true,
    read: readNothing,
  }
}
