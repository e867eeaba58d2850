import * as t from 'io-ts'
import { BucketJson, Int64 } from '@ais/core/wire'

/** What a job has done on one target. */
export interface JobSnapshot {
  readonly id: string
  readonly kind: string
  /** RFC 3339 with nanoseconds, UTC. */
  readonly startTime: string
  /** The same; `undefined` while it runs, and for kinds that go idle. */
  readonly endTime: string | undefined
  readonly bucket: BucketJson
  readonly fromBucket: BucketJson
  readonly toBucket: BucketJson
  /** What the job was asked for, for people to read. */
  readonly message: string
  /** Errors that it collected; `''` for none. */
  readonly err: string
  /** Why it was aborted; `''` if it was not. */
  readonly abortErr: string
  readonly aborted: boolean
  /** It waits for work, or has ended. */
  readonly isIdle: boolean
  /** Counts of workers and channels, packed by AIStore, uint64. */
  readonly globId: bigint
  readonly stats: {
    readonly objects: bigint
    readonly bytes: bigint
    readonly outObjects: bigint
    readonly outBytes: bigint
    readonly inObjects: bigint
    readonly inBytes: bigint
  }
}

const Required = t.type({
  id: t.string,
  kind: t.string,
  'start-time': t.string,
  'end-time': t.string,
  bck: BucketJson,
  'src-bck': BucketJson,
  'dst-bck': BucketJson,
  err: t.string,
  'abort-err': t.string,
  aborted: t.boolean,
  is_idle: t.boolean,
  'glob.id': Int64,
  stats: t.type({
    'loc-objs': Int64,
    'loc-bytes': Int64,
    'out-objs': Int64,
    'out-bytes': Int64,
    'in-objs': Int64,
    'in-bytes': Int64,
  }),
})

// AIStore leaves out an empty message.
const Wire = t.intersection([Required, t.partial({ ctlmsg: t.string })])

/** Go's zero time stands for "not ended". */
const isZeroTime = (time: string): boolean => time.startsWith('0001-01-01')

const toSnapshot = (wire: t.TypeOf<typeof Wire>): JobSnapshot => ({
  id: wire.id,
  kind: wire.kind,
  startTime: wire['start-time'],
  endTime: isZeroTime(wire['end-time']) ? undefined : wire['end-time'],
  bucket: wire.bck,
  fromBucket: wire['src-bck'],
  toBucket: wire['dst-bck'],
  message: wire.ctlmsg ?? '',
  err: wire.err,
  abortErr: wire['abort-err'],
  aborted: wire.aborted,
  isIdle: wire.is_idle,
  globId: wire['glob.id'],
  stats: {
    objects: wire.stats['loc-objs'],
    bytes: wire.stats['loc-bytes'],
    outObjects: wire.stats['out-objs'],
    outBytes: wire.stats['out-bytes'],
    inObjects: wire.stats['in-objs'],
    inBytes: wire.stats['in-bytes'],
  },
})

/** Snapshots by the id of their target. */
export type JobSnapshots = Readonly<Record<string, readonly JobSnapshot[]>>

const WireSnapshots = t.record(t.string, t.union([t.array(Wire), t.null]))

/** @wire `what=qryxstats`: xact/api.go MultiSnap; a target without any may be null */
export const JobSnapshots: t.Type<JobSnapshots, unknown, unknown> = new t.Type(
  'JobSnapshots',
  (input): input is JobSnapshots => typeof input === 'object' && input !== null,
  (input, context) => {
    const decoded = WireSnapshots.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    return t.success(
      Object.fromEntries(Object.entries(decoded.right).map(([id, snaps]) => [id, (snaps ?? []).map(toSnapshot)])),
    )
  },
  // Only servers write snapshots, and the emulator writes its own.
  (snapshots) => snapshots,
)
