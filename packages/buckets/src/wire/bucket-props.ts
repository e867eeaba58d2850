import * as t from 'io-ts'

/** A partial set of bucket properties, nested as AIStore has them: `{ checksum: { type: 'md5' } }`. */
export type BucketPropsChange = Readonly<Record<string, unknown>>

/** Properties of a bucket. Unknown ones are kept; int64 fields (`access`, `features`, `bid`, `created`) are decimal text. */
export interface BucketPropsData {
  readonly provider: string
  readonly checksum: { readonly type: string; readonly [key: string]: unknown }
  readonly versioning: { readonly enabled: boolean; readonly [key: string]: unknown }
  /** Permission bits, uint64. */
  readonly access: string
  /** Creation time, Unix nanoseconds. */
  readonly created: string
  /** Id of the bucket, uint64. */
  readonly bid: string
  readonly [key: string]: unknown
}

/** @wire `Ais-Bucket-Props`: cmn/api.go Bprops */
export const BucketPropsData: t.Type<BucketPropsData, unknown, unknown> = t.type({
  provider: t.string,
  checksum: t.type({ type: t.string }),
  versioning: t.type({ enabled: t.boolean }),
  access: t.string,
  created: t.string,
  bid: t.string,
}) as t.Type<BucketPropsData, unknown, unknown>
