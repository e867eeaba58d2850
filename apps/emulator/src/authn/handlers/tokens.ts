import { revokeTokenRoute } from '@ais/authn/wire'
import { ApiFailure } from '../../api-failure.js'
import { done, type AuthnEntry } from '../authn-context.js'
import { tellRevoked } from '../call-cluster.js'
import { readMessage, textOf } from '../read-message.js'
import { InvalidToken } from '../token-signer.js'

const revoke: AuthnEntry['handle'] = async (request, context) => {
  const token = textOf(request, 'TokenMsg', readMessage(request, 'TokenMsg'), 'token')
  if (token === '') throw new ApiFailure(400, 'empty token')
  try {
    await context.signer.verify(token)
  } catch (error) {
    if (error instanceof InvalidToken) throw new ApiFailure(401, `invalid token [err: ${error.message}]`, 'wrapErrors')
    throw error
  }
  context.state.revoked.add(token)
  await context.save()
  // The real server tells them in the background; here they know when the answer is out, so that tests need not wait.
  await Promise.all([...context.state.clusters.values()].map((cluster) => tellRevoked(cluster, [token], context)))
  return done
}

/** Tokens can be revoked, and no more. */
export const tokenHandlers: readonly AuthnEntry[] = [{ route: revokeTokenRoute, handle: revoke }]
