import type { IncomingHttpHeaders } from 'node:http'
import type { Route } from '@ais/core/wire'
import { ApiFailure } from '../api-failure.js'
import type { EmulatorReply } from '../server/handler.js'
import type { AuthnState } from './authn-state.js'
import { describeClaims, type Claims } from './claims.js'
import { extractToken } from './extract-token.js'
import { InvalidToken, type TokenSigner } from './token-signer.js'

/** What the handlers of an AuthN server work on. */
export interface AuthnContext {
  readonly state: AuthnState
  readonly signer: TokenSigner
  /** `http://host:port` of the server itself. */
  readonly url: string
  /** Makes what changed in the state durable. */
  readonly save: () => Promise<void>
}

/** A request to an AuthN server. */
export interface AuthnRequest {
  readonly method: string
  /** Decoded path. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A handler and what it answers. */
export interface AuthnEntry {
  readonly route: Route
  readonly handle: (request: AuthnRequest, context: AuthnContext) => Promise<EmulatorReply> | EmulatorReply
}

/** Answers with JSON, as the server writes it. */
export const json = (value: unknown, headers: Readonly<Record<string, string>> = {}): EmulatorReply => ({
  status: 200,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: `${JSON.stringify(value)}\n`,
})

/** Answers that it was done. */
export const done: EmulatorReply = { status: 200 }

/** The error of an action that failed, worded as the server does. @wire cmd/authn/hserv.go failAction */
export const actionFailed = (action: string, id: string, reason: string, status: number): ApiFailure =>
  new ApiFailure(status, `AuthN: failed to ${action} ${id}, err: ${reason}`, 'ErrFailedTo')

/** The words for a name that has characters which it may not have. @wire cmn/cos OnlyNice */
export const onlyNice =
  'must be less than 32 characters and may only contain letters, numbers, dashes (-), underscores (_)'

/** Tells whether a name has only characters that it may have. @wire cmn/cos IsAlphaNice */
export const isNice = (name: string): boolean => /^[A-Za-z0-9_-]{0,32}$/.test(name)

/** Who sent a request. @throws ApiFailure 401 */
export const requireClaims = async (request: AuthnRequest, { state, signer }: AuthnContext): Promise<Claims> => {
  const given = extractToken(request.headers)
  if (given === undefined) throw new ApiFailure(401, 'token required')
  const refuse = (reason: string): ApiFailure =>
    new ApiFailure(401, `not authorized (invalid token${reason}): "${given.token}"`)
  if (state.revoked.has(given.token)) throw refuse(': token revoked')
  try {
    return await signer.verify(given.token)
  } catch (error) {
    if (error instanceof InvalidToken) throw refuse(` [err: ${error.message}]`)
    throw error
  }
}

/** Refuses a request that does not come from an administrator. @throws ApiFailure 401 */
export const requireAdmin = async (request: AuthnRequest, context: AuthnContext): Promise<void> => {
  const claims = await requireClaims(request, context)
  if (!claims.isAdmin) throw new ApiFailure(401, `not authorized: requires admin (${describeClaims(claims)})`)
}
