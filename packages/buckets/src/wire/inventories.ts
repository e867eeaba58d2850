import * as t from 'io-ts'
import { Int64 } from '@ais/core/wire'

/** A stored list of a remote bucket's names. */
export interface Inventory {
  readonly name: string
  /** How AIStore names the bucket, `ais://@uuid/b`. */
  readonly bucket: string
  /** Name of the object that it is kept in. */
  readonly objectName: string
  readonly sizeBytes: bigint
  readonly prefix: string
  /** Unix nanoseconds; 0n when not told. */
  readonly startedNs: bigint
  /** Unix nanoseconds; 0n while it is made. */
  readonly finishedNs: bigint
  /** How many names it has. */
  readonly nameCount: bigint
  readonly chunkCount: bigint
}

const Wire = t.intersection([
  t.type({ bucket: t.string, name: t.string, obj_name: t.string }),
  t.partial({ size: Int64, prefix: t.string, started: Int64, finished: Int64, ntotal: Int64, chunks: Int64 }),
])

const toInventory = (wire: t.TypeOf<typeof Wire>): Inventory => ({
  name: wire.name,
  bucket: wire.bucket,
  objectName: wire.obj_name,
  sizeBytes: wire.size ?? 0n,
  prefix: wire.prefix ?? '',
  startedNs: wire.started ?? 0n,
  finishedNs: wire.finished ?? 0n,
  nameCount: wire.ntotal ?? 0n,
  chunkCount: wire.chunks ?? 0n,
})

const WireInventories = t.union([t.record(t.string, Wire), t.null])

/** @wire show-inventory: api/apc/nbi.go NBIInfoMap; null for none */
export const Inventories: t.Type<readonly Inventory[], unknown, unknown> = new t.Type(
  'Inventories',
  (input): input is readonly Inventory[] => Array.isArray(input),
  (input, context) => {
    const decoded = WireInventories.validate(input, context)
    return decoded._tag === 'Left' ? decoded : t.success(Object.values(decoded.right ?? {}).map(toInventory))
  },
  // Only servers write it.
  (inventories) => inventories,
)
