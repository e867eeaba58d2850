import { ApiFailure } from '../api-failure.js'
import { checksumTypeOf } from '../buckets/bucket-props.js'
import type { Cluster } from '../cluster/cluster.js'
import { copyContent } from '../rules/copy-content.js'
import { storeContent } from '../rules/store-content.js'
import type { ObjectRecord } from '../store/store.js'
import type { BackendObject } from './backend.js'
import { isRemote } from './backends.js'
import { openObject, writeThrough, type RemoteObjectRef } from './remote-objects.js'

/** Content of an object that may be gone; a missing one is `undefined`, whoever says so. */
export const openIfThere = async (from: RemoteObjectRef, cluster: Cluster): ReturnType<typeof openObject> => {
  try {
    return await openObject(from, cluster)
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return undefined
    throw error
  }
}

const keyOf = ({ bucket, name }: RemoteObjectRef) => ({ bucket: bucket.uname, name })

const isSameContent = (one: ObjectRecord, other: ObjectRecord): boolean =>
  one.checksumType === other.checksumType && one.checksumValue === other.checksumValue && one.checksumValue !== ''

/**
 * Copies within the cluster. On one target it is a copy of a file: hashed as the destination's bucket wants it, in parts as the original is,
 * and the first version in another bucket. Another target is sent the whole, with the checksum and the version that it has.
 */
export const copyWithin = async (
  from: RemoteObjectRef,
  to: RemoteObjectRef,
  cluster: Cluster,
): Promise<ObjectRecord | undefined> => {
  const { store, topology, nowNs } = cluster
  const record = store.head(keyOf(from))
  const there = store.head(keyOf(to))
  // AIStore leaves a destination that holds the same content as it is, other metadata or not.
  if (record !== undefined && there !== undefined && isSameContent(record, there)) return { ...there, sizeBytes: 0 }
  const [source, target] = [from, to].map(({ bucket, name }) => topology.owner(bucket.uname + name))
  if (source !== target) return copyContent(store, keyOf(from), keyOf(to), nowNs())
  const original = await store.read(keyOf(from))
  if (original === undefined) return undefined
  const { custom, version, chunks } = original.record
  return storeContent(cluster, keyOf(to), checksumTypeOf(to.bucket.props), original.body, {
    custom,
    version: from.bucket.uname === to.bucket.uname ? version : 1,
    ...(chunks === undefined ? {} : { chunks }),
  })
}

/** Copies an object between buckets of any kind, with its checksum and custom metadata; `undefined` when there is none. The size is what was copied. */
export const copyObjectAnywhere = async (
  from: RemoteObjectRef,
  to: RemoteObjectRef,
  cluster: Cluster,
): Promise<Pick<BackendObject, 'sizeBytes'> | undefined> => {
  const { store, nowNs } = cluster
  if (!isRemote(from.bucket) && !isRemote(to.bucket)) return copyWithin(from, to, cluster)
  const source = await openIfThere(from, cluster)
  if (source === undefined) return undefined
  const pending = store.begin()
  try {
    for await (const piece of source.body) await pending.write(piece)
    const { checksumType, checksumValue, custom, version } = source.record
    const received = { checksumType, checksumValue, atimeNs: nowNs() }
    return isRemote(to.bucket)
      ? await writeThrough(to, pending, received, cluster)
      : await pending.commit(keyOf(to), { ...received, custom, version })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}
