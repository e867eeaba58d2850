import { ApiFailure } from '../../api-failure.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { createContentHash } from '../../rules/content-hash.js'
import { copyContent } from '../../rules/copy-content.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import type { ObjectKey, Store } from '../../store/store.js'
import { makeShortId } from '../../topology/node-ids.js'
import type { AddressedObject } from './addressed-object.js'

/** Namespace of the store that unfinished appends live in; no bucket can be called so. */
const workBucket = 'append/'

/** A handle is `node|work file|checksum type|state`; the state counts the appends, so that it changes with each. */
const formatHandle = (nodeId: string, work: string, type: string, count: number): string =>
  `${nodeId}|${work}|${type}|${Buffer.from(String(count)).toString('base64')}`

const parseHandle = (handle: string): { readonly work: string; readonly count: number } => {
  const [node, work, , state] = handle.split('|')
  if (node === undefined || work === undefined || state === undefined || work === '')
    throw new ApiFailure(400, `invalid APPEND handle: "${handle}"`)
  return { work, count: Number(Buffer.from(state, 'base64').toString()) || 0 }
}

const grow = async (store: Store, key: ObjectKey, more: AsyncIterable<Uint8Array>, nowNs: bigint): Promise<void> => {
  const pending = await store.begin()
  try {
    const before = await store.read(key)
    if (before !== undefined) for await (const piece of before.body) await pending.write(piece)
    for await (const piece of more) await pending.write(piece)
    await pending.commit(key, { checksumType: 'none', checksumValue: '', atimeNs: nowNs })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}

const flush = async (object: AddressedObject, work: ObjectKey, context: HandlerContext): Promise<void> => {
  const { store, nowNs } = context.cluster
  const content = await store.read(work)
  // Flushing a handle twice is 200 on a real server, and changes nothing.
  if (content === undefined) return
  const type = checksumTypeOf(object.bucket.props)
  const hash = await createContentHash(type)
  const pending = await store.begin()
  try {
    for await (const piece of content.body) {
      hash.update(piece)
      await pending.write(piece)
    }
    await pending.commit(object.key, { checksumType: type, checksumValue: hash.digest(), atimeNs: nowNs() })
  } catch (error) {
    await pending.abandon()
    throw error
  }
  await store.remove(work)
}

/** Checks a handle as the proxy does before it redirects. @throws ApiFailure 400 */
export const checkAppendHandle = (handle: string): void => {
  if (handle !== '') parseHandle(handle)
}

/** Appends to, or flushes, an object that is being built. */
export const appendContent = async (request: EmulatorRequest, object: AddressedObject, context: HandlerContext): Promise<EmulatorReply> => {
  const { store, nowNs } = context.cluster
  const type = request.query.get('append_type') ?? ''
  const handle = request.query.get('append_handle') ?? ''
  if (type === 'flush') {
    if (handle === '')
      throw new ApiFailure(400, 'failed to finalize append-file operation: empty source in the {partialCksum:<nil> nodeID: workFQN:} handle')
    await flush(object, { bucket: workBucket, name: parseHandle(handle).work }, context)
    return { status: 200 }
  }
  if (type !== 'append')
    throw new ApiFailure(400, `invalid operation "${type}" (expecting either "append" or "flush") - check "append_type" query`)
  const { work, count } = handle === '' ? { work: makeShortId(), count: 0 } : parseHandle(handle)
  const key = { bucket: workBucket, name: work }
  // The first append starts from what the object holds.
  if (handle === '') await copyContent(store, object.key, key, nowNs())
  await grow(store, key, request.body, nowNs())
  const next = formatHandle(context.node.id, work, checksumTypeOf(object.bucket.props), count + 1)
  return { status: 200, headers: { 'Ais-Append-Handle': next } }
}
