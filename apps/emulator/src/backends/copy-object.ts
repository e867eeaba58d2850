import { ApiFailure } from '../api-failure.js'
import type { Cluster } from '../cluster/cluster.js'
import { copyContent } from '../rules/copy-content.js'
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

/** Copies an object between buckets of any kind, with its checksum and custom metadata; `undefined` when there is none. */
export const copyObjectAnywhere = async (
  from: RemoteObjectRef,
  to: RemoteObjectRef,
  cluster: Cluster,
): Promise<Pick<BackendObject, 'sizeBytes'> | undefined> => {
  const { store, nowNs } = cluster
  const keyOf = ({ bucket, name }: RemoteObjectRef) => ({ bucket: bucket.uname, name })
  if (!isRemote(from.bucket) && !isRemote(to.bucket)) return copyContent(store, keyOf(from), keyOf(to), nowNs())
  const source = await openIfThere(from, cluster)
  if (source === undefined) return undefined
  const pending = await store.begin()
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
