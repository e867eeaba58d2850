import { getObjectRoute } from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import { readRange } from '../../rules/read-range.js'
import { etlWish, requireEtls, transformObject } from '../../etl/transform-object.js'
import { archiveWish } from '../../rules/archive-match.js'
import { isTrue } from '../../rules/booleans.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { isRemote } from '../../backends/backends.js'
import { obtainObject } from '../../backends/remote-objects.js'
import { addressedObject, objectNotFound, remoteRef, requireObject } from './addressed-object.js'
import { getFromArchive } from './get-from-archive.js'
import { attributeHeaders, customHeaders } from './object-headers.js'

const get = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { store, nowNs } = context.cluster
  const object = addressedObject(request, context)
  const wanted = etlWish(request.query)
  if (wanted !== undefined) {
    const content = await transformObject(remoteRef(object), requireEtls(wanted, context), wanted.args, context)
    if (content === undefined) throw objectNotFound(object, context)
    return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: content }
  }
  if (isRemote(object.bucket)) {
    const isLatest = isTrue(request.query.get('latest-ver'))
    const obtained = await obtainObject(remoteRef(object), context.cluster, isLatest)
    if (obtained === undefined) throw objectNotFound(object, context)
  }
  const record = requireObject(object, context)
  if (isTrue(request.headers['ais-blob-download']) && !isRemote(object.bucket))
    throw new ApiFailure(400, `blob-downloader is not supported for local buckets: ${messageUri(object.bucket)}`)
  const wish = archiveWish(request.query, object.uri, nodeName(context.node))
  if (wish !== undefined) return getFromArchive(request, context, object, wish)

  const range = readRange(request.headers.range, record.sizeBytes, object.uri)
  const stored = await store.read(object.key, range)
  if (stored === undefined) throw objectNotFound(object, context)
  store.touch(object.key, nowNs())
  const { start, end } = range ?? { start: 0, end: stored.record.sizeBytes }
  const headers = customHeaders(stored.record, attributeHeaders(stored.record))
  headers['Content-Length'] = String(end - start)
  headers['Content-Type'] = 'application/octet-stream'
  if (range !== undefined) {
    headers['Accept-Ranges'] = 'bytes'
    headers['Content-Range'] = `bytes ${start}-${end - 1}/${stored.record.sizeBytes}`
  }
  return { status: range === undefined ? 200 : 206, headers, body: stored.body.bytes ?? stored.body }
}

/** GET of an object, whole, in part, or from within an archive. */
export const getObjectHandlers: readonly HandlerEntry[] = [{ route: getObjectRoute, node: 'target', handle: get }]
