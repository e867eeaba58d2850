import * as t from 'io-ts'
import { arrayOrNone, BucketJson, Int64 } from '@ais/core/wire'

/** How far one phase of a sort has come. */
export interface DsortPhase {
  readonly isRunning: boolean
  readonly isFinished: boolean
  /** Nanoseconds. */
  readonly elapsedNs: bigint
}

/** What a sort has done, on one target or on all of them. */
export interface DsortJobInfo {
  readonly id: string
  readonly description: string
  readonly fromBucket: BucketJson
  readonly toBucket: BucketJson
  /** RFC 3339. */
  readonly startedTime: string
  /** Shards read, records found in them. */
  readonly extraction: DsortPhase & {
    readonly totalCount: bigint
    readonly extractedCount: bigint
    readonly extractedSizeBytes: bigint
    /** Files of records: a record of two files counts twice. */
    readonly recordCount: bigint
  }
  /** Records put in order. */
  readonly sorting: DsortPhase
  /** Shards written. */
  readonly creation: DsortPhase & {
    readonly toCreateCount: bigint
    readonly createdCount: bigint
    readonly movedCount: bigint
  }
  readonly warnings: readonly string[]
  readonly errors: readonly string[]
  readonly aborted: boolean
  /** It is over, and kept for queries. */
  readonly archived: boolean
}

const phase = { running: t.boolean, finished: t.boolean, elapsed: Int64 }

const WireMetrics = t.intersection([
  t.type({
    local_extraction: t.type({
      ...phase,
      total_count: Int64,
      extracted_count: Int64,
      extracted_size: Int64,
      extracted_record_count: Int64,
    }),
    meta_sorting: t.type(phase),
    shard_creation: t.type({ ...phase, to_create: Int64, created_count: Int64, moved_shard_count: Int64 }),
    aborted: t.boolean,
    archived: t.boolean,
  }),
  t.partial({
    description: t.string,
    warnings: t.union([t.array(t.string), t.null]),
    errors: t.union([t.array(t.string), t.null]),
  }),
])

const Wire = t.intersection([
  t.type({ id: t.string, 'src-bck': BucketJson, 'dst-bck': BucketJson, started_time: t.string }),
  t.partial({ Metrics: t.union([WireMetrics, t.null]), aborted: t.boolean, archived: t.boolean }),
])

const toPhase = ({
  running,
  finished,
  elapsed,
}: {
  running: boolean
  finished: boolean
  elapsed: bigint
}): DsortPhase => ({
  isRunning: running,
  isFinished: finished,
  elapsedNs: elapsed,
})

const noPhase: DsortPhase = { isRunning: false, isFinished: false, elapsedNs: 0n }

const toInfo = (wire: t.TypeOf<typeof Wire>): DsortJobInfo => {
  const metrics = wire.Metrics ?? undefined
  const { local_extraction: extracted, meta_sorting: sorted, shard_creation: created } = metrics ?? {}
  return {
    id: wire.id,
    description: metrics?.description ?? '',
    fromBucket: wire['src-bck'],
    toBucket: wire['dst-bck'],
    startedTime: wire.started_time,
    extraction: {
      ...(extracted === undefined ? noPhase : toPhase(extracted)),
      totalCount: extracted?.total_count ?? 0n,
      extractedCount: extracted?.extracted_count ?? 0n,
      extractedSizeBytes: extracted?.extracted_size ?? 0n,
      recordCount: extracted?.extracted_record_count ?? 0n,
    },
    sorting: sorted === undefined ? noPhase : toPhase(sorted),
    creation: {
      ...(created === undefined ? noPhase : toPhase(created)),
      toCreateCount: created?.to_create ?? 0n,
      createdCount: created?.created_count ?? 0n,
      movedCount: created?.moved_shard_count ?? 0n,
    },
    warnings: metrics?.warnings ?? [],
    errors: metrics?.errors ?? [],
    aborted: (wire.aborted ?? false) || (metrics?.aborted ?? false),
    archived: (wire.archived ?? false) || (metrics?.archived ?? false),
  }
}

const InfoJson: t.Type<DsortJobInfo, unknown, unknown> = new t.Type(
  'DsortJobInfo',
  (input): input is DsortJobInfo => typeof input === 'object' && input !== null && 'extraction' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    return decoded._tag === 'Left' ? decoded : t.success(toInfo(decoded.right))
  },
  // Only servers write it, and the emulator writes its own.
  (info) => info,
)

/** @wire GET /v1/sort?uuid: by target id */
export const DsortInfoByTarget: t.Type<Readonly<Record<string, DsortJobInfo>>, unknown, unknown> = t.record(
  t.string,
  InfoJson,
)

/** @wire GET /v1/sort: null for none */
export const DsortInfos = arrayOrNone('DsortInfos', InfoJson)
