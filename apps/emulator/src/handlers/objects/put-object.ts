import { putObjectRoute } from '@ais/objects/wire'
import { isRemote } from '../../backends/backends.js'
import { etlNotBuilt, needsKubernetes } from '../../etl/etl-registry.js'
import { etlWish } from '../../etl/transform-object.js'
import { notEmulated } from '../../strict.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { addressedObject } from './addressed-object.js'
import { appendContent } from './append-object.js'
import { copyObject } from './copy-object.js'
import { putPart } from './multipart.js'
import { attributeHeaders, customHeaders } from './object-headers.js'
import { putIntoArchive } from './put-into-archive.js'
import { receiveContent } from './receive-content.js'

const put = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressedObject(request, context)
  const { query } = request
  if (etlWish(query) !== undefined && !context.cluster.etls.isBuilt) throw etlNotBuilt(501)
  if (etlWish(query) !== undefined && !context.cluster.etls.canRun) throw needsKubernetes()
  // Whatever else the query says, AIStore takes it for a part.
  if (query.has('uploadId')) return putPart(request, context)
  if ((query.get('append_type') ?? '') !== '') return appendContent(request, object, context)
  if ((query.get('object_to') ?? '') !== '') return copyObject(request, object, context)
  if ((query.get('archpath') ?? '') !== '' && isRemote(object.bucket))
    throw notEmulated('writing into an archive of a remote bucket')
  if ((query.get('archpath') ?? '') !== '') return putIntoArchive(request, object, context)
  const record = await receiveContent(request, object, context)
  if (record === undefined) return { status: 200 }
  const headers = attributeHeaders(record)
  const tellsCustom = request.headers['ais-custom-md'] !== undefined || isRemote(object.bucket)
  return { status: 200, headers: tellsCustom ? customHeaders(record, headers) : headers }
}

/** PUT of an object: store, append, copy. */
export const putObjectHandlers: readonly HandlerEntry[] = [{ route: putObjectRoute, node: 'target', handle: put }]
