import {
  checkLockRoute,
  deleteObjectRoute,
  evictObjectRoute,
  patchObjectRoute,
  renameObjectRoute,
} from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import { isTrue } from '../../rules/booleans.js'
import { readCustom } from '../../rules/read-custom.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { addressedObject, cleanName, objectNotFound, requireObject } from './addressed-object.js'

const remove = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
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

/** What the proxy refuses of a rename before it redirects. @throws ApiFailure 400 */
export const checkRename = (request: EmulatorRequest, uri: string, name: string): void => {
  if (request.message?.['action'] !== 'rename-obj') return
  cleanName(String(request.message['name'] ?? ''))
  if (request.message['name'] === name) throw new ApiFailure(400, `cannot rename ${uri} to self, nothing to do`)
}

const checkLock = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  // Writes of the emulator are atomic, so nobody ever finds a lock.
  addressedObject(request, context)
  return { status: 200 }
}

export const objectUriOf = (request: EmulatorRequest, bucket: Parameters<typeof messageUri>[0]): string =>
  `${messageUri(bucket)}/${request.params['object'] ?? ''}`

/** Delete, evict, custom metadata, rename, check-lock. Evicting from an AIS bucket deletes, as on a real server. */
export const changeObjectHandlers: readonly HandlerEntry[] = [
  { route: deleteObjectRoute, node: 'target', handle: remove },
  { route: evictObjectRoute, node: 'target', handle: remove },
  { route: patchObjectRoute, node: 'target', handle: setCustom },
  { route: renameObjectRoute, node: 'target', handle: rename },
  { route: checkLockRoute, node: 'target', handle: checkLock },
]
