import { ApiFailure } from '../api-failure.js'
import { checksumTypeOf } from '../buckets/bucket-props.js'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { Cluster } from '../cluster/cluster.js'
import { copyContent } from '../rules/copy-content.js'
import { createContentHash } from '../rules/content-hash.js'
import type { ObjectRecord } from '../store/store.js'
import { makeShortId } from '../topology/node-ids.js'
import type { Backend, BackendObject } from './backend.js'
import { backendBucket, isRemote } from './backends.js'

/** An object of a bucket, whether the cluster holds it or not. */
export interface RemoteObjectRef {
  readonly bucket: EmulatedBucket
  readonly name: string
}

/** Namespace of the store for content on its way to a backend; no bucket can be called so. */
const workBucket = 'through/'

const keyOf = ({ bucket, name }: RemoteObjectRef) => ({ bucket: bucket.uname, name })

/** The backend of a remote bucket. @throws ApiFailure 404 when it is gone */
export const requireBackend = (bucket: EmulatedBucket, cluster: Cluster): Backend => {
  const backend = cluster.backends.find(bucket)
  if (backend === undefined)
    throw new ApiFailure(
      404,
      `remote cluster "${bucket.namespace.uuid || bucket.provider}" does not exist`,
      'ErrNotFound',
    )
  return backend
}

/** What the backend says of an object. */
export const headRemote = ({ bucket, name }: RemoteObjectRef, cluster: Cluster): Promise<BackendObject> =>
  requireBackend(bucket, cluster).head(backendBucket(bucket), name)

/** How content comes in: piece by piece, each told, and not after the signal. */
export interface ArrivalOptions {
  readonly signal?: AbortSignal
  /** Called with the bytes of each piece; the next waits for it. */
  readonly onPiece?: (bytes: number) => Promise<void>
}

const bring = async (object: RemoteObjectRef, cluster: Cluster, options: ArrivalOptions): Promise<ObjectRecord> => {
  const { bucket, name } = object
  const { object: remote, body } = await requireBackend(bucket, cluster).read(backendBucket(bucket), name)
  const type = checksumTypeOf(bucket.props)
  const hash = await createContentHash(type)
  const pending = cluster.store.begin()
  try {
    for await (const piece of body) {
      options.signal?.throwIfAborted()
      hash.update(piece)
      await pending.write(piece)
      await options.onPiece?.(piece.length)
    }
    return await pending.commit(keyOf(object), {
      checksumType: type,
      checksumValue: hash.digest(),
      version: remote.version,
      custom: remote.custom,
      atimeNs: cluster.nowNs(),
    })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}

const arrivalOf = ({ bucket, name }: RemoteObjectRef): string => bucket.uname + name

/** Whether an object is on its way from its backend. */
export const isArriving = (object: RemoteObjectRef, { backends }: Cluster): boolean =>
  backends.arriving.has(arrivalOf(object))

/** Brings an object into the cluster; whoever asks for one that is on its way waits for that. */
export const bringObject = (
  object: RemoteObjectRef,
  cluster: Cluster,
  options: ArrivalOptions = {},
): Promise<ObjectRecord> => {
  const { arriving } = cluster.backends
  const uname = arrivalOf(object)
  const known = arriving.get(uname) as Promise<ObjectRecord> | undefined
  if (known !== undefined) return known
  const made = bring(object, cluster, options).finally(() => arriving.delete(uname))
  arriving.set(uname, made)
  return made
}

/** Why a record is not what the backend has now; `undefined` when it is. */
export const mismatch = (record: ObjectRecord, remote: BackendObject): string | undefined => {
  if (record.sizeBytes !== remote.sizeBytes) return `size ${record.sizeBytes} != ${remote.sizeBytes} remote`
  if (record.version !== remote.version) return `version ${record.version} != ${remote.version} remote`
  if (record.checksumType === remote.checksumType && record.checksumValue !== remote.checksumValue)
    return `checksum ${record.checksumType}[${record.checksumValue}] != ${remote.checksumType}[${remote.checksumValue}] remote`
  return undefined
}

const validatesWarmGet = ({ props }: EmulatedBucket): boolean =>
  (props['versioning'] as { validate_warm_get?: unknown } | undefined)?.validate_warm_get === true

/**
 * The record of a remote object that is to be read: what the cluster holds, or what it gets. With `latest`, or where the bucket says so,
 * the backend is asked first.
 * @returns `undefined` when the backend no longer has the newest version of what the cluster holds
 */
export const obtainObject = async (
  object: RemoteObjectRef,
  cluster: Cluster,
  isLatest: boolean,
): Promise<ObjectRecord | undefined> => {
  const record = cluster.store.head(keyOf(object))
  if (record === undefined) return bringObject(object, cluster)
  if (!isLatest && !validatesWarmGet(object.bucket)) return record
  try {
    const remote = await headRemote(object, cluster)
    return mismatch(record, remote) === undefined ? record : await bringObject(object, cluster)
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return undefined
    throw error
  }
}

/** An object's content from wherever it is, without keeping what comes from the backend. */
export const openObject = async (
  object: RemoteObjectRef,
  cluster: Cluster,
): Promise<{ readonly record: BackendObject; readonly body: AsyncIterable<Uint8Array> } | undefined> => {
  const stored = await cluster.store.read(keyOf(object))
  if (stored !== undefined || !isRemote(object.bucket)) return stored
  const { object: record, body } = await requireBackend(object.bucket, cluster).read(
    backendBucket(object.bucket),
    object.name,
  )
  return { record, body }
}

/** Content that was received whole, and is to become an object. */
export interface ReceivedContent {
  readonly checksumType: string
  readonly checksumValue: string
  readonly atimeNs: bigint
}

/** Stores received content at the backend, then in the cluster, with what the backend made of it. */
export const writeThrough = async (
  object: RemoteObjectRef,
  pending: Awaited<ReturnType<Cluster['store']['begin']>>,
  received: ReceivedContent,
  cluster: Cluster,
): Promise<ObjectRecord> => {
  const { store } = cluster
  const work = { bucket: workBucket, name: makeShortId() }
  await pending.commit(work, received)
  try {
    const stored = await store.read(work)
    if (stored === undefined) throw new Error(`${work.name} vanished`)
    const { sizeBytes } = stored.record
    const made = await requireBackend(object.bucket, cluster).write(
      backendBucket(object.bucket),
      { ...received, name: object.name, sizeBytes },
      stored.body,
    )
    const { version, custom } = made
    const kept = await copyContent(store, work, keyOf(object), received.atimeNs, { version, custom })
    if (kept === undefined) throw new Error(`${work.name} vanished`)
    return kept
  } finally {
    await store.remove(work)
  }
}
