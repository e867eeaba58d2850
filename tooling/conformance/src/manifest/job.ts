import type { ManifestRow } from './manifest-row.ts'

/** Rows of jobs. */
export const jobRows = [
  { python: 'Client.job', package: '@ais/client', here: 'job({ jobId, jobKind })' },
  { python: 'Job', package: '@ais/jobs', here: 'new Job(connection, { jobId, jobKind })' },
  { python: 'Job.job_id', package: '@ais/jobs', here: 'jobId' },
  { python: 'Job.job_kind', package: '@ais/jobs', here: 'jobKind' },
  { python: 'Job.status', package: '@ais/jobs', here: 'status()' },
  {
    python: 'Job.wait',
    package: '@ais/jobs',
    here: 'wait({ timeoutMs, maxPollMs, signal })',
    note: 'in the way of the kind; progress is told by `progress()`',
  },
  { python: 'Job.wait_for_idle', package: '@ais/jobs', here: 'waitForIdle({ timeoutMs, maxPollMs, signal })' },
  { python: 'Job.wait_single_node', package: '@ais/jobs', here: 'waitSingleNode({ timeoutMs, maxPollMs, signal })' },
  { python: 'Job.start', package: '@ais/jobs', here: 'start({ daemonId, force, buckets })' },
  { python: 'Job.get_within_timeframe', package: '@ais/jobs', here: 'getWithinTimeframe(startTime, endTime)' },
  { python: 'Job.abort', package: '@ais/jobs', here: 'abort()' },
  { python: 'Job.get_details', package: '@ais/jobs', here: 'getDetails()' },
  { python: 'Job.get_total_time', package: '@ais/jobs', here: 'getTotalTimeMs()' },
  { python: 'WaitResult', package: '@ais/jobs', here: 'WaitResult' },
  { python: 'api.StopJobsByKind', package: '@ais/jobs', here: 'new Job(connection, { jobKind }).abort()' },
  { python: 'api.QueryJobsByBucket', package: '@ais/jobs', here: 'listJobSnapshots({ buckets })' },
] as const satisfies readonly ManifestRow[]
