import { isRemote } from '../../backends/backends.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { Cluster } from '../../cluster/cluster.js'
import type { BucketTotals } from '../../store/store.js'

/** What the emulator says its disks hold: a plausible constant, clients only print it. */
const totalDisksSize = 270_553_174_016

/** What the backend of a bucket has. */
export interface RemoteTotals {
  readonly count: number
  readonly bytes: number
}

/** Counts what the backend of a remote bucket has; a bucket of this cluster has none. */
export const remoteTotals = async (bucket: EmulatedBucket, prefix: string, cluster: Cluster): Promise<RemoteTotals> => {
  let [count, bytes] = [0, 0]
  if (!isRemote(bucket)) return { count, bytes }
  for await (const { sizeBytes } of bucketObjects(bucket, prefix, cluster)) {
    count += 1
    bytes += sizeBytes
  }
  return { count, bytes }
}

/** @wire bucket summary: cmn/bsumm.go BsummResult; counts and totals are strings, object sizes numbers */
export const summaryOf = (
  bucket: Pick<EmulatedBucket, 'name' | 'provider' | 'namespace'>,
  totals: BucketTotals,
  isPresent: boolean,
  remote: RemoteTotals = { count: 0, bytes: 0 },
): Readonly<Record<string, unknown>> => ({
  name: bucket.name,
  provider: bucket.provider,
  namespace: { uuid: bucket.namespace.uuid, name: bucket.namespace.name },
  ObjCount: { obj_count_present: String(totals.count), obj_count_remote: String(remote.count) },
  ObjSize: {
    obj_min_size: totals.minBytes,
    obj_avg_size: totals.count === 0 ? 0 : Math.floor(totals.bytes / totals.count),
    obj_max_size: totals.maxBytes,
  },
  TotalSize: {
    size_on_disk: String(totals.bytes),
    size_all_present_objs: String(totals.bytes),
    size_all_remote_objs: String(remote.bytes),
    total_disks_size: String(totalDisksSize),
  },
  used_pct: 0,
  is_present: isPresent,
})

/** What a summary job's message says. */
export const summaryMessage = (bucket: EmulatedBucket, prefix: string): string =>
  `${messageUri(bucket)}${prefix === '' ? '' : `/${prefix}`}`
