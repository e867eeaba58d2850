import type { Cluster } from '../cluster/cluster.js'
import type { ObjectKey, ObjectRecord, PendingContent } from '../store/store.js'
import { createContentHash } from './content-hash.js'

/** Stores content under a key, hashed by the given algorithm on the way; nothing is stored when the content fails. */
export const storeContent = async (
  { store, nowNs }: Cluster,
  key: ObjectKey,
  checksumType: string,
  content: AsyncIterable<Uint8Array>,
  more: Pick<Parameters<PendingContent['commit']>[1], 'custom' | 'version' | 'chunks'> = {},
): Promise<ObjectRecord> => {
  const hash = await createContentHash(checksumType)
  const pending = store.begin()
  try {
    for await (const piece of content) {
      hash.update(piece)
      await pending.write(piece)
    }
    return await pending.commit(key, { checksumType, checksumValue: hash.digest(), atimeNs: nowNs(), ...more })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}
