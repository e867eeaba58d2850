import * as t from 'io-ts'
import { BucketJson, Int64 } from '@ais/core/wire'

/** What a bucket, or a prefix in it, holds. */
export interface BucketSummary {
  readonly bucket: BucketJson
  readonly objectCount: { readonly present: bigint; readonly remote: bigint }
  readonly objectSizeBytes: { readonly min: number; readonly average: number; readonly max: number }
  readonly totalSizeBytes: {
    readonly onDisk: bigint
    readonly presentObjects: bigint
    readonly remoteObjects: bigint
    /** Size of all disks of the cluster. */
    readonly disks: bigint
  }
  /** Share of the cluster's capacity, in percent. */
  readonly usedPercent: number
  readonly isPresent: boolean
}

const Wire = t.intersection([
  BucketJson,
  t.type({
    ObjCount: t.type({ obj_count_present: Int64, obj_count_remote: Int64 }),
    ObjSize: t.type({ obj_min_size: t.number, obj_avg_size: t.number, obj_max_size: t.number }),
    TotalSize: t.type({
      size_on_disk: Int64,
      size_all_present_objs: Int64,
      size_all_remote_objs: Int64,
      total_disks_size: Int64,
    }),
    used_pct: t.number,
    is_present: t.boolean,
  }),
])

/** @wire bucket summary: cmn/bsumm.go BsummResult */
export const BucketSummary: t.Type<BucketSummary, unknown, unknown> = new t.Type(
  'BucketSummary',
  (input): input is BucketSummary => typeof input === 'object' && input !== null && 'objectCount' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { ObjCount, ObjSize, TotalSize, used_pct, is_present } = decoded.right
    const bucket = BucketJson.validate(input, context)
    if (bucket._tag === 'Left') return bucket
    return t.success({
      bucket: bucket.right,
      objectCount: { present: ObjCount.obj_count_present, remote: ObjCount.obj_count_remote },
      objectSizeBytes: { min: ObjSize.obj_min_size, average: ObjSize.obj_avg_size, max: ObjSize.obj_max_size },
      totalSizeBytes: {
        onDisk: TotalSize.size_on_disk,
        presentObjects: TotalSize.size_all_present_objs,
        remoteObjects: TotalSize.size_all_remote_objs,
        disks: TotalSize.total_disks_size,
      },
      usedPercent: used_pct,
      isPresent: is_present,
    })
  },
  ({ bucket, objectCount, objectSizeBytes, totalSizeBytes, usedPercent, isPresent }) => ({
    ...bucket,
    ObjCount: { obj_count_present: String(objectCount.present), obj_count_remote: String(objectCount.remote) },
    ObjSize: {
      obj_min_size: objectSizeBytes.min,
      obj_avg_size: objectSizeBytes.average,
      obj_max_size: objectSizeBytes.max,
    },
    TotalSize: {
      size_on_disk: String(totalSizeBytes.onDisk),
      size_all_present_objs: String(totalSizeBytes.presentObjects),
      size_all_remote_objs: String(totalSizeBytes.remoteObjects),
      total_disks_size: String(totalSizeBytes.disks),
    },
    used_pct: usedPercent,
    is_present: isPresent,
  }),
)

/** The answer to a summary: one element per bucket. */
export const BucketSummaries: t.Type<readonly BucketSummary[], unknown, unknown> = t.readonlyArray(BucketSummary)
