import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import { copyContent } from '../../rules/copy-content.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { bucketNotFound, checkName, readNamespace } from '../buckets/require-bucket.js'
import { cleanName, objectNotFound, requireObject, type AddressedObject } from './addressed-object.js'

/** Copies an object to the uname in `object_to`. */
export const copyObject = async (
  request: EmulatorRequest,
  object: AddressedObject,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const { store, buckets, nowNs } = context.cluster
  const uname = request.query.get('object_to') ?? ''
  const [provider = '', namespace = '', name = '', ...rest] = uname.split('/')
  // Without a slash behind it, AIStore finds no bucket.
  checkName(rest.length === 0 ? '' : name)
  const ref = { name, provider: parseProvider(provider) ?? 'ais', namespace: readNamespace(namespace) }
  if (ref.provider !== 'ais')
    throw new ApiFailure(404, `${ref.provider} bucket "${messageUri(ref)}" does not exist`, 'ErrRemoteBckNotFound')
  requireObject(object, context)
  const bucket = buckets.find(ref)
  if (bucket === undefined) throw bucketNotFound(ref)
  const to = rest.join('/')
  if (to === '') throw new ApiFailure(400, `parse-uname "${uname}": missing object name in "${messageUri(bucket)}"`)
  const copied = await copyContent(store, object.key, { bucket: bucket.uname, name: cleanName(to) }, nowNs())
  if (copied === undefined) throw objectNotFound(object, context)
  return { status: 200 }
}
