import { nodeName, type EmulatedNode } from '../topology/node.js'
import type { EmulatedJob, JobBucket } from './emulated-job.js'

const zeroTime = '0001-01-01T00:00:00Z'

const rfc3339 = (ns: bigint): string => {
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19)
  return `${seconds}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`
}

const noBucket: JobBucket = { name: '', provider: '', namespace: { uuid: '', name: '' } }

/** @wire `what=status`: nl/status.go Status; `end_time` exceeds 2^53, so the JSON is written as text */
export const statusJson = (
  job: EmulatedJob,
  /** What a job is tracked as, where that is not itself. */
  { id, type: kind }: { readonly id: string; readonly type: string } = { id: job.id, type: job.kind },
): string =>
  `{"kind":${JSON.stringify(kind)},"uuid":${JSON.stringify(id)},"err":${JSON.stringify(job.abortReason || job.problems)},"end_time":${job.endedNs ?? 0n},"aborted":${job.isAborted}}`

/** @wire `what=qryxstats`: core/xaction.go Snap, of one target */
export const snapshotOf = (job: EmulatedJob, target: EmulatedNode): Readonly<Record<string, unknown>> => {
  const seen = job.seenBy(target.id)
  const message = job.spec.message + (job.spec.progress?.(seen, job, nodeName(target)) ?? '')
  const { from, bucket, to = from === undefined ? noBucket : bucket } = job.spec
  return {
    ext: null,
    'start-time': rfc3339(job.startedNs),
    'end-time': job.hasEnded ? rfc3339(job.endedNs ?? 0n) : zeroTime,
    bck: bucket,
    'src-bck': from ?? noBucket,
    'dst-bck': to,
    id: job.id,
    kind: job.kind,
    ...(message === '' ? {} : { ctlmsg: message }),
    'abort-err': job.abortReason,
    err: job.problems,
    'glob.id': job.spec.globId ?? '0',
    stats: {
      'loc-objs': String(seen.objects),
      'loc-bytes': String(seen.bytes),
      'out-objs': '0',
      'out-bytes': '0',
      'in-objs': '0',
      'in-bytes': String(job.spec.expectedBytes ?? 0),
    },
    aborted: job.isAborted,
    is_idle: job.isIdle,
  }
}
