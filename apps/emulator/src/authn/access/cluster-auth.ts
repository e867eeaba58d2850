import type { IncomingHttpHeaders } from 'node:http'
import { ApiFailure } from '../../api-failure.js'
import type { Store } from '../../store/store.js'
import type { Claims } from '../claims.js'
import { extractToken } from '../extract-token.js'
import { InvalidToken, type TokenSigner } from '../token-signer.js'

const document = 'revoked-tokens'

/** What a cluster with authentication knows of tokens. @wire ais/prxauth.go authManager */
export class ClusterAuth {
  readonly signer: TokenSigner
  readonly #store: Store
  readonly #revoked: Set<string>

  constructor(signer: TokenSigner, store: Store) {
    this.signer = signer
    this.#store = store
    this.#revoked = new Set((store.readDocument(document) as readonly string[] | undefined) ?? [])
  }

  /** Refuses tokens from now on. */
  async revoke(tokens: readonly string[]): Promise<void> {
    for (const token of tokens) this.#revoked.add(token)
    await this.#store.writeDocument(document, [...this.#revoked])
  }

  /**
   * Who sent a request, by its token.
   * @param wrapped where the bucket is looked up a refusal has a `tcode`
   * @throws ApiFailure 401
   */
  async claimsOf(headers: IncomingHttpHeaders, wrapped: boolean): Promise<Claims> {
    const given = extractToken(headers)
    if (given === undefined) throw new ApiFailure(401, 'token required')
    const refuse = (reason: string): ApiFailure =>
      new ApiFailure(
        401,
        `invalid token from header "${given.header}": invalid token [err: ${reason}`,
        wrapped ? 'wrapError' : '',
      )
    if (this.#revoked.has(given.token)) throw refuse(`token revoked]: ${given.token}`)
    try {
      return await this.signer.verify(given.token)
    } catch (error) {
      if (error instanceof InvalidToken) throw refuse(`${error.message}]`)
      throw error
    }
  }
}
