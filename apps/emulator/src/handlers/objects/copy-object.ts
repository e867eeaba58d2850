import { Readable } from 'node:stream'
import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { etlWish, requireEtls, transformObject } from '../../etl/transform-object.js'
import { storeContent } from '../../rules/store-content.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import { meetBucket, resolveNamespace } from '../../backends/admit-bucket.js'
import { isRemote } from '../../backends/backends.js'
import { copyObjectAnywhere } from '../../backends/copy-object.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { bucketNotFound, checkName, readNamespace } from '../buckets/require-bucket.js'
import { cleanName, objectNotFound, remoteRef, requireObject, type AddressedObject } from './addressed-object.js'

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
  const given = readNamespace(namespace)
  const ref = {
    name,
    provider: parseProvider(provider) ?? 'ais',
    namespace: await resolveNamespace(given, context),
  } as const
  if (ref.provider !== 'ais' && buckets.find(ref) === undefined)
    throw new ApiFailure(404, `${ref.provider} bucket "${messageUri(ref)}" does not exist`, 'ErrRemoteBckNotFound')
  const bucket = isRemote(ref) ? await meetBucket(ref, context) : buckets.find(ref)
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
  const copied = await copyObjectAnywhere(remoteRef(object), { bucket, name: cleanName(to) }, context.cluster)
  if (copied === undefined) throw objectNotFound(object, context)
  return { status: 200 }
}
