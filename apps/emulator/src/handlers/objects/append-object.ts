import { ApiFailure } from '../../api-failure.js'
import { isRemote } from '../../backends/backends.js'
import { writeThrough } from '../../backends/remote-objects.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { countsVersions } from '../../buckets/bucket-registry.js'
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

/** Pieces of one append session, in their order. */
const piecesOf = (store: Store, work: string): readonly ObjectKey[] =>
  store
    .list({ bucket: workBucket, prefix: `${work}/`, after: '', limit: Number.MAX_SAFE_INTEGER })
    .map(({ name }) => ({ bucket: workBucket, name }))

/** A piece is a write of its own, so that the hundredth append costs what the first does. */
const nextPiece = (store: Store, work: string): ObjectKey => ({
  bucket: workBucket,
  name: `${work}/${String(piecesOf(store, work).length).padStart(12, '0')}`,
})

const addPiece = async (
  store: Store,
  key: ObjectKey,
  content: AsyncIterable<Uint8Array>,
  nowNs: bigint,
): Promise<void> => {
  const pending = store.begin()
  try {
    for await (const bytes of content) await pending.write(bytes)
    await pending.commit(key, { checksumType: 'none', checksumValue: '', atimeNs: nowNs })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}

const flush = async (object: AddressedObject, work: string, context: HandlerContext): Promise<void> => {
  const { store, nowNs } = context.cluster
  const pieces = piecesOf(store, work)
  // Flushing a handle twice is 200 on a real server, and changes nothing.
  if (pieces.length === 0) return
  const type = checksumTypeOf(object.bucket.props)
  const hash = await createContentHash(type)
  const pending = store.begin({ countsVersions: countsVersions(object.bucket) })
  try {
    for (const piece of pieces)
      for await (const bytes of (await store.read(piece))?.body ?? []) {
        hash.update(bytes)
        await pending.write(bytes)
      }
    const received = { checksumType: type, checksumValue: hash.digest(), atimeNs: nowNs() }
    if (isRemote(object.bucket))
      await writeThrough({ bucket: object.bucket, name: object.key.name }, pending, received, context.cluster)
    else await pending.commit(object.key, received)
  } catch (error) {
    await pending.abandon()
    throw error
  }
  for (const piece of pieces) await store.remove(piece)
}

/** Checks a handle as the proxy does before it redirects. @throws ApiFailure 400 */
export const checkAppendHandle = (handle: string): void => {
  if (handle !== '') parseHandle(handle)
}

/** Appends to, or flushes, an object that is being built. */
export const appendContent = async (
  request: EmulatorRequest,
  object: AddressedObject,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const { store, nowNs } = context.cluster
  const type = request.query.get('append_type') ?? ''
  const handle = request.query.get('append_handle') ?? ''
  if (type === 'flush') {
    if (handle === '')
      throw new ApiFailure(
        400,
        'failed to finalize append-file operation: empty source in the {partialCksum:<nil> nodeID: workFQN:} handle',
      )
    await flush(object, parseHandle(handle).work, context)
    return { status: 200 }
  }
  if (type !== 'append')
    throw new ApiFailure(
      400,
      `invalid operation "${type}" (expecting either "append" or "flush") - check "append_type" query`,
    )
  const { work, count } = handle === '' ? { work: makeShortId(), count: 0 } : parseHandle(handle)
  // The first append starts from what the object holds.
  if (handle === '') await copyContent(store, object.key, nextPiece(store, work), nowNs())
  await addPiece(store, nextPiece(store, work), request.body, nowNs())
  const next = formatHandle(context.node.id, work, checksumTypeOf(object.bucket.props), count + 1)
  return { status: 200, headers: { 'Ais-Append-Handle': next } }
}
