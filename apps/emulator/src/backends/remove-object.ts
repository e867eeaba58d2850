import { ApiFailure } from '../api-failure.js'
import type { Cluster } from '../cluster/cluster.js'
import { backendBucket, isRemote } from './backends.js'
import { requireBackend, type RemoteObjectRef } from './remote-objects.js'

/** Removes an object wherever it is: here, and from the backend of a remote bucket. Gives its size; `undefined` when there was none. */
export const removeAnywhere = async (
  { bucket, name }: RemoteObjectRef,
  cluster: Cluster,
): Promise<number | undefined> => {
  const key = { bucket: bucket.uname, name }
  const sizeBytes = cluster.store.head(key)?.sizeBytes
  const wasHere = await cluster.store.remove(key)
  if (!isRemote(bucket)) return wasHere ? (sizeBytes ?? 0) : undefined
  try {
    await requireBackend(bucket, cluster).remove(backendBucket(bucket), name)
    return sizeBytes ?? 0
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return undefined
    throw error
  }
}
