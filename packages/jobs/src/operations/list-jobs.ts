import { at, readJson, type Operation } from '@ais/core'
import { getClusterRoute } from '@ais/core/wire'
import { JobStatuses, RunningJobs, type JobStatus } from '../wire/job-status.js'

/** Which jobs are listed. */
export interface ListJobsOptions {
  /** By AIStore's own name, not the display name. @defaultValue all kinds */
  readonly jobKind?: string
  /** Meant to limit the list to a target; AIStore 5.0 does not heed it. @defaultValue '' */
  readonly targetId?: string
}

/**
 * Lists how the jobs stand that the proxy tracks; kinds that go idle are not among them.
 * @wire GET /v1/cluster?what=status_all: api/xaction.go GetAllXactionStatus
 */
export const listJobsStatus = (options: ListJobsOptions = {}): Operation<readonly JobStatus[]> => {
  const name = 'jobs.listStatus'
  return {
    ...at(name, getClusterRoute, {}),
    query: { what: 'status_all' },
    body: {
      kind: 'json',
      value: { kind: options.jobKind ?? '', node: options.targetId ?? '', show_active: false },
    },
    idempotent: true,
    read: readJson(name, JobStatuses, { exactIntegers: true }),
  }
}

/**
 * Lists the jobs that run, idle ones too, each as `kind[id]`.
 * @wire GET /v1/cluster?what=running_all: api/xaction.go GetAllRunningXactions
 */
export const listRunningJobs = (options: ListJobsOptions = {}): Operation<readonly string[]> => {
  const name = 'jobs.listRunning'
  return {
    ...at(name, getClusterRoute, {}),
    query: { what: 'running_all' },
    body: {
      kind: 'json',
      value: { kind: options.jobKind ?? '', node: options.targetId ?? '', show_active: true },
    },
    idempotent: true,
    read: readJson(name, RunningJobs),
  }
}
