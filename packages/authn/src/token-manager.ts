import type { CallOptions, Connection } from '@ais/core'
import { revokeToken } from './operations/revoke-token.js'

/** Tokens of an AuthN server. */
export class TokenManager {
  /** The connection that calls go through. */
  readonly client: Connection

  constructor(client: Connection) {
    this.client = client
  }

  /** Revokes a token: AuthN refuses it at once, the clusters as soon as they are told. See {@link revokeToken}. */
  revoke(token: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(revokeToken(token), call)
  }
}
