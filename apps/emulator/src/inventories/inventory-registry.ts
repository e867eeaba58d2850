import type { BucketObject } from '../backends/bucket-object.js'

/** A stored list of a remote bucket's objects. */
export interface StoredInventory {
  readonly name: string
  readonly prefix: string
  readonly startedNs: bigint
  readonly finishedNs: bigint
  /** In the order of their names' bytes. */
  readonly objects: readonly BucketObject[]
}

/** Inventories by their bucket's uname, one a bucket; they do not survive a restart. */
export type InventoryRegistry = Map<string, StoredInventory>
