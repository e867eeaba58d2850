import * as t from 'io-ts'
import { arrayOrNone, Int64 } from '@ais/core/wire'

/** How a job stands, as the proxy tracks it. */
export interface JobStatus {
  readonly kind: string
  readonly uuid: string
  /** What went wrong; `''` for nothing. */
  readonly err: string
  /** When it ended, Unix nanoseconds; 0n while it runs. */
  readonly endTimeNs: bigint
  readonly aborted: boolean
}

const Wire = t.type({ kind: t.string, uuid: t.string, err: t.string, end_time: Int64, aborted: t.boolean })

/** @wire `what=status`: nl/status.go Status; `end_time` exceeds 2^53 */
export const JobStatus: t.Type<JobStatus, unknown, unknown> = new t.Type(
  'JobStatus',
  (input): input is JobStatus => typeof input === 'object' && input !== null && 'endTimeNs' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { end_time: endTimeNs, ...rest } = decoded.right
    return t.success({ kind: rest.kind, uuid: rest.uuid, err: rest.err, endTimeNs, aborted: rest.aborted })
  },
  ({ endTimeNs, ...rest }) => ({ ...rest, end_time: endTimeNs }),
)

/** @wire `what=status_all`: null for none */
export const JobStatuses = arrayOrNone('JobStatuses', JobStatus)
/** @wire `what=running_all`: null for none */
export const RunningJobs = arrayOrNone('RunningJobs', t.string)
