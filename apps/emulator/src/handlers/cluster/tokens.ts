import { permissionBits } from '@ais/authn/wire'
import { ApiFailure } from '../../api-failure.js'
import { missingPermission } from '../../authn/access/check-permissions.js'
import type { ClusterAuth } from '../../authn/access/cluster-auth.js'
import type { HandlerContext, HandlerEntry } from '../../server/handler.js'
import { notEmulated } from '../../strict.js'

const requireAuth = ({ cluster }: HandlerContext): ClusterAuth => {
  if (cluster.auth === undefined) throw notEmulated('/v1/tokens of a cluster without authentication')
  return cluster.auth
}

/** Tells a caller whether this cluster takes its token: an AuthN server asks before it registers the cluster. */
const validate: HandlerEntry['handle'] = async (request, context) => {
  await requireAuth(context).claimsOf(request.headers, false)
  return { status: 200 }
}

/** Refuses the given tokens from now on. */
const revoke: HandlerEntry['handle'] = async (request, context) => {
  const auth = requireAuth(context)
  const claims = await auth.claimsOf(request.headers, false)
  const reason = missingPermission(claims, context.cluster.topology.uuid, undefined, permissionBits.ADMIN)
  if (reason !== undefined) throw new ApiFailure(403, reason)
  const tokens = request.message?.['tokens']
  if (!Array.isArray(tokens) || tokens.some((token) => typeof token !== 'string'))
    throw new ApiFailure(400, 'failed to unmarshal [*ais.tokenList]: tokens must be a list of texts')
  await auth.revoke(tokens as readonly string[])
  return { status: 200 }
}

/** `/v1/tokens` of a cluster. @wire ais/prxauth.go tokenHandler */
export const tokenHandlers: readonly HandlerEntry[] = [
  { route: { method: 'POST', path: '/v1/tokens' }, node: 'proxy', handle: validate },
  { route: { method: 'DELETE', path: '/v1/tokens' }, node: 'proxy', handle: revoke },
]
