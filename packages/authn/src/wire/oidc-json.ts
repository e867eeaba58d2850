import * as t from 'io-ts'

/** What OpenID Connect discovery tells of an AuthN server. */
export interface OidcConfig {
  readonly issuer: string
  readonly token_endpoint: string
  readonly userinfo_endpoint?: string
  readonly jwks_uri: string
  readonly id_token_signing_alg_values_supported: readonly string[]
}

/** @wire OpenID configuration: api/authn/oidc.go OIDCConfiguration */
export const OidcConfig: t.Type<OidcConfig, unknown, unknown> = t.intersection([
  t.type({
    issuer: t.string,
    token_endpoint: t.string,
    jwks_uri: t.string,
    id_token_signing_alg_values_supported: t.readonlyArray(t.string),
  }),
  t.partial({ userinfo_endpoint: t.string }),
]) as t.Type<OidcConfig, unknown, unknown>

/** Public keys that tokens are signed with, a JSON Web Key Set. */
export interface Jwks {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** @wire JSON Web Key Set: cmd/authn/hserv.go jwksHandler */
export const Jwks: t.Type<Jwks, unknown, unknown> = t.type({ keys: t.readonlyArray(t.record(t.string, t.unknown)) })

/** @wire public key: api/authn/entity.go PubKeyMsg */
export const PublicKeyJson: t.Type<{ readonly public_key: string }, unknown, unknown> = t.type({
  public_key: t.string,
})
