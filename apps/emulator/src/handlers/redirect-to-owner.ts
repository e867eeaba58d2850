import { etlNotBuilt, needsKubernetes } from '../etl/etl-registry.js'
import { checkArchiveQuery } from '../rules/archive-match.js'
import { redirectTo } from '../redirect.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../server/handler.js'
import { requireBucket } from './buckets/require-bucket.js'
import { cleanName } from './objects/addressed-object.js'
import { checkAppendHandle } from './objects/append-object.js'
import { checkRename } from './objects/change-object.js'

/** A PUT or a copy through an ETL is refused where there can be none. @wire ais/proxy.go httpobjput */
const checkTransform = ({ method, query }: EmulatorRequest, { cluster: { etls } }: HandlerContext): void => {
  if (method !== 'PUT' || (query.get('etl_name') ?? '') === '') return
  if (!etls.isBuilt) throw etlNotBuilt(501)
  if (!etls.canRun) throw needsKubernetes()
}

/** What a proxy does with calls of objects: checks what it can, then sends the client to the owner. */
export const redirectToOwner = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const { cluster } = context
  const given = request.params['object'] ?? ''
  // A real proxy leaves it to the target to refuse a name of HEAD.
  const name = request.method === 'HEAD' ? given : cleanName(given)
  const bucket = requireBucket(request, context)
  checkTransform(request, context)
  checkArchiveQuery(request.query)
  checkAppendHandle(request.query.get('append_handle') ?? '')
  checkRename(request, bucket, name)
  return redirectTo(cluster.topology.owner(bucket.uname + name), cluster.topology.proxy, request, cluster.nowNs())
}
