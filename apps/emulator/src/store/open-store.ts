import { MemoryStore } from './memory-store.js'
import type { Store } from './store.js'

/** Opens the store in a directory, or one in memory when there is none. */
export const openStore = async (directory: string | undefined): Promise<Store> => {
  if (directory === undefined) return new MemoryStore()
  const { openDirectoryStore } = await import('./directory-store.js')
  return openDirectoryStore(directory)
}
