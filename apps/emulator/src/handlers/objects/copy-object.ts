import { parseProvider } from '@ais/core/wire'
import { copyContent } from '../../rules/copy-content.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { bucketNotFound, checkName, readNamespace } from '../buckets/require-bucket.js'
import { cleanName, objectNotFound, requireObject, type AddressedObject } from './addressed-object.js'

/** Copies an object to the uname in `object_to`. */
export const copyObject = async (request: EmulatorRequest, object: AddressedObject, context: HandlerContext): Promise<EmulatorReply> => {
  const { store, buckets, nowNs } = context.cluster
  const [provider = '', namespace = '', name = '', ...rest] = (request.query.get('object_to') ?? '').split('/')
  checkName(name)
  const ref = { name, provider: parseProvider(provider) ?? 'ais', namespace: readNamespace(namespace) }
  requireObject(object, context)
  const bucket = buckets.find(ref)
  if (bucket === undefined) throw bucketNotFound(ref)
  const to = rest.join('/')
  const copied = await copyContent(store, object.key, { bucket: bucket.uname, name: to === '' ? object.key.name : cleanName(to) }, nowNs())
  if (copied === undefined) throw objectNotFound(object, context)
  return { status: 200 }
}
