import { at, readJson, readNothing, type Operation } from '@ais/core'
import { keyPairMeaning } from '../check-authn.js'
import { Jwks, PublicKeyJson } from '../wire/oidc-json.js'
import { getJwksRoute, getPublicKeyRoute, rotateKeyRoute } from '../wire/routes.js'

/**
 * Reads the public keys that tokens can be checked with; needs no token.
 * @throws ApiError NotSupported (tokens are signed with a shared secret)
 * @wire GET /.well-known/jwks.json: api/authn/authn.go GetJWKS
 */
export const getJwks = (): Operation<Jwks> => ({
  ...at('authn.getJwks', getJwksRoute, {}),
  idempotent: true,
  meaning: keyPairMeaning,
  read: readJson('authn.getJwks', Jwks),
})

/**
 * Reads the public key, PEM text, that tokens can be checked with; needs no token.
 * @throws ApiError NotSupported (tokens are signed with a shared secret)
 * @wire GET /v1/public-key: api/authn/authn.go GetPublicKey
 */
export const getPublicKey = (): Operation<string> => ({
  ...at('authn.getPublicKey', getPublicKeyRoute, {}),
  idempotent: true,
  meaning: keyPairMeaning,
  read: async (response) => (await readJson('authn.getPublicKey', PublicKeyJson)(response)).public_key,
})

/**
 * Replaces the key pair that tokens are signed with.
 * @throws ApiError Unauthorized (not an admin), NotSupported (tokens are signed with a shared secret)
 * @wire POST /v1/rotate-key: api/authn/authn.go RotateKey
 */
export const rotateKey = (): Operation<void> => ({
  ...at('authn.rotateKey', rotateKeyRoute, {}),
  idempotent: false,
  meaning: keyPairMeaning,
  read: readNothing,
})
