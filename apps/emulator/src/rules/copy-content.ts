import type { ObjectKey, ObjectRecord, Store } from '../store/store.js'

/** Copies an object with its checksum and custom metadata; `undefined` when there is none. */
export const copyContent = async (
  store: Store,
  from: ObjectKey,
  to: ObjectKey,
  nowNs: bigint,
  /** What the copy has instead of the original's. */
  own: Partial<Pick<ObjectRecord, 'version' | 'custom'>> = {},
): Promise<ObjectRecord | undefined> => {
  const source = await store.read(from)
  if (source === undefined) return undefined
  const pending = store.begin()
  try {
    for await (const piece of source.body) await pending.write(piece)
    const { checksumType, checksumValue, custom, version } = source.record
    return await pending.commit(to, { checksumType, checksumValue, custom, version, atimeNs: nowNs, ...own })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}
