import {
  checkLockRoute,
  deleteObjectRoute,
  evictObjectRoute,
  patchObjectRoute,
  renameObjectRoute,
} from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import { backendBucket, isRemote } from '../../backends/backends.js'
import { isArriving, requireBackend } from '../../backends/remote-objects.js'
import { isTrue } from '../../rules/booleans.js'
import { readCustom } from '../../rules/read-custom.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { addressedObject, cleanName, objectNotFound, requireObject, type AddressedObject } from './addressed-object.js'

const remove = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressedObject(request, context)
  const wasRemote = isRemote(object.bucket) && (await removeRemote(object, context))
  const wasHere = await context.cluster.store.remove(object.key)
  if (!wasRemote && !wasHere) throw new ApiFailure(404, `${object.uri} doesn't exist`)
  return { status: 200 }
}

/** Removes an object at its backend; `false` when there was none. */
const removeRemote = async (object: AddressedObject, { cluster }: HandlerContext): Promise<boolean> => {
  try {
    await requireBackend(object.bucket, cluster).remove(backendBucket(object.bucket), object.key.name)
    return true
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return false
    throw error
  }
}

/** Evicting from a bucket of this cluster deletes, as on a real server. */
const evict = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressedObject(request, context)
  if (!(await context.cluster.store.remove(object.key))) throw new ApiFailure(404, `${object.uri} doesn't exist`)
  return { status: 200 }
}

const setCustom = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressedObject(request, context)
  const node = nodeName(context.node)
  if (request.message === undefined)
    throw new ApiFailure(400, `${node}: failed to unmarshal [*apc.ActMsg] (PATCH), err: EOF (htrun.go, #2910)`)
  const custom = readCustom(request.message['value'], node, object.uri)
  const record = requireObject(object, context)
  const isReplaced = isTrue(request.query.get('set-new-custom'))
  await context.cluster.store.setCustom(object.key, isReplaced ? custom : { ...record.custom, ...custom })
  return { status: 200 }
}

const rename = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressedObject(request, context)
  const name = cleanName(String(request.message?.['name'] ?? ''))
  requireObject(object, context)
  if (!(await context.cluster.store.rename(object.key, { bucket: object.key.bucket, name })))
    throw objectNotFound(object, context)
  return { status: 200 }
}

const objectUriOf = (request: EmulatorRequest, bucket: Parameters<typeof messageUri>[0]): string =>
  `${messageUri(bucket)}/${request.params['object'] ?? ''}`

/** What the proxy refuses of a rename before it redirects. @throws ApiFailure 400 */
export const checkRename = (request: EmulatorRequest, bucket: EmulatedBucket, name: string): void => {
  if (request.message?.['action'] !== 'rename-obj') return
  if (isRemote(bucket))
    throw new ApiFailure(
      501,
      `invalid action "rename-obj": not supported for remote buckets (${messageUri(bucket)}(0x${BigInt(String(bucket.props['bid'])).toString(16)}))`,
      'ErrUnsupp',
    )
  cleanName(String(request.message['name'] ?? ''))
  if (request.message['name'] === name)
    throw new ApiFailure(400, `cannot rename ${objectUriOf(request, bucket)} to self, nothing to do`)
}

const checkLock = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const { bucket, key } = addressedObject(request, context)
  // Writes of the emulator are atomic; only what comes from a backend is on its way for a while.
  return { status: isArriving({ bucket, name: key.name }, context.cluster) ? 423 : 200 }
}

/** Delete, evict, custom metadata, rename, check-lock. */
export const changeObjectHandlers: readonly HandlerEntry[] = [
  { route: deleteObjectRoute, node: 'target', handle: remove },
  { route: evictObjectRoute, node: 'target', handle: evict },
  { route: patchObjectRoute, node: 'target', handle: setCustom },
  { route: renameObjectRoute, node: 'target', handle: rename },
  { route: checkLockRoute, node: 'target', handle: checkLock },
]
