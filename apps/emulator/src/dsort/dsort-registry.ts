import type { EmulatedJob } from '../jobs/emulated-job.js'
import type { DsortProgress } from './dsort-progress.js'
import type { DsortRequest } from './dsort-request.js'

/** A sort that runs, or ran. */
export interface DsortJob {
  readonly job: EmulatedJob
  readonly request: DsortRequest
  readonly progress: DsortProgress
}

/** Sorts by their ids, until somebody removes them. */
export type DsortRegistry = Map<string, DsortJob>
