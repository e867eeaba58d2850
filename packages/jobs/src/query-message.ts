import type { BucketRef } from '@ais/core'
import { globalNamespace, type BucketJson } from '@ais/core/wire'

/** Which jobs a query, a start or a stop is about. */
export interface JobSelection {
  /** Id of one job. @defaultValue '': all */
  readonly jobId?: string
  /** Kind of jobs. @defaultValue '': every kind */
  readonly jobKind?: string
  /** One target. @defaultValue all */
  readonly daemonId?: string
  /** Jobs on one of these buckets. @defaultValue all */
  readonly buckets?: readonly BucketRef[]
}

const bucketJson = ({ name, provider = 'ais', namespace = globalNamespace }: BucketRef): BucketJson => ({
  name,
  provider,
  namespace,
})

/** The JSON of a query: one bucket and several go under different names. @wire xact/api.go QueryMsg, ArgsMsg */
export const queryMessage = ({ jobId = '', jobKind = '', daemonId = '', buckets = [] }: JobSelection): unknown => {
  const [only, ...others] = buckets.map(bucketJson)
  return {
    ID: jobId,
    Kind: jobKind,
    DaemonID: daemonId,
    Bck: others.length === 0 ? (only ?? null) : null,
    Buckets: others.length === 0 ? null : [only, ...others],
  }
}
