import { Readable } from 'node:stream'
import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { etlWish, requireEtls, transformObject } from '../../etl/transform-object.js'
import { storeContent } from '../../rules/store-content.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import { isRemote } from '../../backends/backends.js'
import { copyObjectAnywhere, copyWithin } from '../../backends/copy-object.js'
import type { RemoteObjectRef } from '../../backends/remote-objects.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { bucketNotFound, checkName, readNamespace } from '../buckets/require-bucket.js'
import { cleanName, objectNotFound, remoteRef, requireObject, type AddressedObject } from './addressed-object.js'

/** A copy that its target keeps itself is not given to the backend of the bucket that it is in. @wire ais/tgtobj.go coi._regular */
const staysHere = (from: AddressedObject, to: RemoteObjectRef, { cluster: { topology } }: HandlerContext): boolean =>
  !isRemote(from.bucket) &&
  topology.owner(from.key.bucket + from.key.name) === topology.owner(to.bucket.uname + to.name)

/** Copies an object to the uname in `object_to`. */
export const copyObject = async (
  request: EmulatorRequest,
  object: AddressedObject,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const { buckets } = context.cluster
  const uname = request.query.get('object_to') ?? ''
  const [provider = '', namespace = '', name = '', ...rest] = uname.split('/')
  // Without a slash behind it, AIStore finds no bucket.
  checkName(rest.length === 0 ? '' : name)
  // The target that copies knows other clusters by their uuid only, and meets no bucket.
  const ref = { name, provider: parseProvider(provider) ?? 'ais', namespace: readNamespace(namespace) } as const
  const bucket = buckets.find(ref)
  if (bucket === undefined) throw bucketNotFound(ref)
  const to = rest.join('/')
  if (to === '') throw new ApiFailure(400, `parse-uname "${uname}": missing object name in "${messageUri(bucket)}"`)
  const wanted = etlWish(request.query)
  // AIStore does not look for an object that is to be copied onto itself.
  if (wanted === undefined && bucket.uname === object.bucket.uname && cleanName(to) === object.key.name)
    return { status: 200 }
  if (!isRemote(object.bucket)) requireObject(object, context)
  if (wanted !== undefined) {
    const content = await transformObject(remoteRef(object), requireEtls(wanted, context), wanted.args, context)
    if (content === undefined) throw objectNotFound(object, context)
    const key = { bucket: bucket.uname, name: cleanName(to) }
    await storeContent(context.cluster, key, checksumTypeOf(bucket.props), Readable.from([content]))
    return { status: 200 }
  }
  const target = { bucket, name: cleanName(to) }
  const copy = staysHere(object, target, context) ? copyWithin : copyObjectAnywhere
  const copied = await copy(remoteRef(object), target, context.cluster)
  if (copied === undefined) throw objectNotFound(object, context)
  return { status: 200 }
}
