import { randomBytes } from 'node:crypto'
import {
  decodeProtectedHeader,
  errors,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
  importSPKI,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose'
import { BucketPermission, ClusterPermission } from '@ais/authn/wire'
import type { Claims } from './claims.js'

/** How tokens are signed: a shared secret, or a key pair. */
export type SigningMethod = 'HS256' | 'RS256'

/** Keys as they are kept. */
export interface StoredKeys {
  readonly secret: string
  /** PEM texts; `undefined` where a secret is used. */
  readonly pair?: { readonly id: string; readonly privateKey: string; readonly publicKey: string }
}

/** A token that is none: the reason in the words of AIStore's JWT library. */
export class InvalidToken extends Error {}

const makePair = async (): Promise<NonNullable<StoredKeys['pair']>> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    id: randomBytes(8).toString('hex'),
    privateKey: await exportPKCS8(privateKey),
    publicKey: await exportSPKI(publicKey),
  }
}

/** Makes keys for a method. @param secret the shared one; left out, a random one */
export const makeKeys = async (method: SigningMethod, secret?: string): Promise<StoredKeys> =>
  method === 'HS256' ? { secret: secret ?? randomBytes(32).toString('hex') } : { secret: '', pair: await makePair() }

const headerProblem = (token: string): string | undefined => {
  const parts = token.split('.')
  if (parts.length !== 3) return 'token is malformed: token contains an invalid number of segments'
  try {
    const { alg } = decodeProtectedHeader(token)
    return alg === 'HS256' || /^RS(256|384|512)$/.test(alg ?? '')
      ? undefined
      : `token signature is invalid: signing method ${String(alg)} is invalid`
  } catch {
    return 'token is malformed: could not base64 decode header: illegal base64 data at input byte 0'
  }
}

const list = <A>(value: unknown, decode: (one: unknown) => { _tag: string; right?: A }): readonly A[] =>
  Array.isArray(value)
    ? value.map((one) => {
        const decoded = decode(one)
        if (decoded._tag === 'Left') throw new InvalidToken('token is malformed: could not JSON decode claim')
        return decoded.right as A
      })
    : []

const claimsOf = (payload: JWTPayload): Claims => {
  if (payload.sub === undefined || payload.sub === '')
    throw new InvalidToken("token has invalid claims: missing 'sub' claim")
  return {
    sub: payload.sub,
    isAdmin: payload['admin'] === true,
    clusters: list(payload['clusters'], (one) => ClusterPermission.decode(one)),
    buckets: list(payload['buckets'], (one) => BucketPermission.decode(one)),
    exp: payload.exp ?? 0,
  }
}

/** Signs tokens and checks those it signed. */
export class TokenSigner {
  #keys: StoredKeys

  constructor(keys: StoredKeys) {
    this.#keys = keys
  }

  get keys(): StoredKeys {
    return this.#keys
  }

  /** Signs from now on with another secret; tokens signed before are invalid. */
  replaceSecret(secret: string): void {
    this.#keys = { secret }
  }

  /** Makes a new key pair; tokens signed with the one before are invalid. */
  async rotate(): Promise<void> {
    this.#keys = { secret: '', pair: await makePair() }
  }

  /** The public keys as JWKS and as PEM; `undefined` where a secret is used. */
  async publicKeys(): Promise<{ readonly jwks: unknown; readonly pem: string } | undefined> {
    const { pair } = this.#keys
    if (pair === undefined) return undefined
    const jwk = await exportJWK(await importSPKI(pair.publicKey, 'RS256'))
    return { jwks: { keys: [{ ...jwk, alg: 'RS256', kid: pair.id, use: 'sig' }] }, pem: pair.publicKey }
  }

  /** Signs claims, in their order. */
  async sign(claims: JWTPayload): Promise<string> {
    const { pair, secret } = this.#keys
    if (pair === undefined)
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(Buffer.from(secret))
    const key = await importPKCS8(pair.privateKey, 'RS256')
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: pair.id, typ: 'JWT' }).sign(key)
  }

  /** Checks signature and life of a token, and gives what it says. @throws InvalidToken */
  async verify(token: string): Promise<Claims> {
    const problem = headerProblem(token)
    if (problem !== undefined) throw new InvalidToken(problem)
    const { pair } = this.#keys
    try {
      const { payload } = await jwtVerify(token, await this.#verifyingKey(), {
        algorithms: [pair === undefined ? 'HS256' : 'RS256'],
        requiredClaims: ['exp'],
      })
      return claimsOf(payload)
    } catch (error) {
      if (error instanceof InvalidToken) throw error
      if (error instanceof errors.JWTExpired) throw new InvalidToken('token expired')
      if (error instanceof errors.JWTClaimValidationFailed)
        throw new InvalidToken(
          `token has invalid claims: token is missing required claim: ${error.claim} claim is required`,
        )
      throw new InvalidToken('token signature is invalid: signature is invalid')
    }
  }

  async #verifyingKey(): Promise<CryptoKey | Uint8Array> {
    const { pair, secret } = this.#keys
    return pair === undefined ? Buffer.from(secret) : importSPKI(pair.publicKey, 'RS256')
  }
}
