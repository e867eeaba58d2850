import type { EmulatedJob } from '../jobs/emulated-job.js'
import type { DsortRequest } from './dsort-request.js'

const zeroTime = '0001-01-01T00:00:00Z'

const rfc3339 = (ns: bigint | undefined): string =>
  ns === undefined
    ? zeroTime
    : `${new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19)}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`

/** When a phase began and ended. */
interface Phase {
  startedNs?: bigint
  endedNs?: bigint
}

/** What one target has done. */
interface TargetCounts {
  total: number
  extracted: number
  extractedBytes: number
  records: number
  toCreate: number
  created: number
}

/** How far a sort has come, target by target. */
export class DsortProgress {
  readonly extraction: Phase = {}
  readonly sorting: Phase = {}
  readonly creation: Phase = {}
  readonly errors: string[] = []
  readonly warnings: string[] = []
  readonly #targets = new Map<string, TargetCounts>()

  constructor(targetIds: readonly string[]) {
    for (const id of targetIds)
      this.#targets.set(id, { total: 0, extracted: 0, extractedBytes: 0, records: 0, toCreate: 0, created: 0 })
  }

  of(targetId: string): TargetCounts {
    const counts = this.#targets.get(targetId)
    if (counts === undefined) throw new Error(`${targetId} does not take part in the sort`)
    return counts
  }

  get targetIds(): readonly string[] {
    return [...this.#targets.keys()]
  }

  /** The counts of some targets together. */
  sum(targetIds: readonly string[]): TargetCounts {
    const all = { total: 0, extracted: 0, extractedBytes: 0, records: 0, toCreate: 0, created: 0 }
    for (const id of targetIds) {
      const counts = this.of(id)
      for (const name of Object.keys(all) as (keyof TargetCounts)[]) all[name] += counts[name]
    }
    return all
  }
}

const phaseJson = ({ startedNs, endedNs }: Phase) => ({
  started_time: rfc3339(startedNs),
  end_time: rfc3339(endedNs),
  elapsed: startedNs === undefined || endedNs === undefined ? 0 : Number(endedNs - startedNs),
  running: startedNs !== undefined && endedNs === undefined,
  finished: endedNs !== undefined,
})

/** As text: the smallest time of nothing passes what a number can hold. */
const noTransfers = { total_ms: '0', count: '0', min_ms: '9223372036854775807', max_ms: '0', avg_ms: '0' }

/** What a sort tells, of some targets together. @wire ext/dsort/api.go JobInfo */
export const infoJson = (
  job: EmulatedJob,
  request: DsortRequest,
  progress: DsortProgress,
  targetIds: readonly string[],
): Readonly<Record<string, unknown>> => {
  const counts = progress.sum(targetIds)
  const { extraction, sorting, creation } = progress
  const isOver = job.isOver
  const failed = job.isAborted || progress.errors.length > 0
  const elapsed = (phase: Phase): number => phaseJson(phase).elapsed
  return {
    id: job.id,
    'src-bck': { ...request.input, namespace: { uuid: '', name: '' } },
    'dst-bck': { ...request.output, namespace: { uuid: '', name: '' } },
    started_time: rfc3339(job.startedNs),
    finish_time: rfc3339(failed ? undefined : job.endedNs),
    started_meta_sorting: elapsed(extraction),
    started_shard_creation: elapsed(sorting),
    ...(failed ? {} : { finished_shard_creation: elapsed(creation) }),
    'loc-objs': String(counts.extracted),
    'loc-bytes': String(counts.extractedBytes),
    Metrics: {
      local_extraction: {
        ...phaseJson(extraction),
        total_count: String(counts.total),
        extracted_count: String(counts.extracted),
        extracted_size: String(counts.extractedBytes),
        extracted_record_count: String(counts.records),
        extracted_to_disk_count: '0',
        extracted_to_disk_size: '0',
      },
      meta_sorting: { ...phaseJson(sorting), sent_stats: noTransfers, recv_stats: noTransfers },
      shard_creation: {
        ...phaseJson(creation),
        to_create: String(counts.toCreate),
        created_count: String(counts.created),
        moved_shard_count: '0',
      },
      ...(request.description === '' ? {} : { description: request.description }),
      ...(progress.warnings.length === 0 ? {} : { warnings: progress.warnings }),
      ...(progress.errors.length === 0 ? {} : { errors: progress.errors }),
      aborted: failed,
      archived: isOver,
    },
    aborted: failed,
    archived: isOver,
  }
}
