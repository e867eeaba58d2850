import { at, readJson, type Operation } from '@ais/core'
import { OidcConfig } from '../wire/oidc-json.js'
import { getOidcConfigRoute } from '../wire/routes.js'

/**
 * Reads what OpenID Connect discovery tells of the server; needs no token.
 * @wire GET /.well-known/openid-configuration: api/authn/authn.go GetOIDCConfig
 */
export const getOidcConfig = (): Operation<OidcConfig> => ({
  ...at('authn.getOidcConfig', getOidcConfigRoute, {}),
  idempotent: true,
  read: readJson('authn.getOidcConfig', OidcConfig),
})
