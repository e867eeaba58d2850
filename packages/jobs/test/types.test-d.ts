import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { CallOptions, Connection, Operation } from '@ais/core'
import type * as surface from '../src/index.js'
import type {
  Job,
  JobOptions,
  JobProgress,
  JobSelection,
  JobSnapshot,
  JobSnapshots,
  JobStatus,
  ListJobsOptions,
  StartJobOptions,
  WaitOptions,
  WaitResult,
  WaitedJob,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Job: new (client: Connection, options?: JobOptions) => Job
  getJobStatus: (jobId: string, jobKind?: string) => Operation<JobStatus>
  listJobSnapshots: (selection?: JobSelection) => Operation<JobSnapshots>
  listJobsStatus: (options?: ListJobsOptions) => Operation<readonly JobStatus[]>
  listRunningJobs: (options?: ListJobsOptions) => Operation<readonly string[]>
  startJob: (jobKind: string, options?: StartJobOptions) => Operation<string>
  stopJob: (jobId: string, jobKind?: string) => Operation<void>
  waitForEnd: (connection: Connection, job: WaitedJob, options?: WaitOptions) => Promise<WaitResult>
  waitForIdle: (connection: Connection, job: WaitedJob, options?: WaitOptions) => Promise<WaitResult>
  waitForJob: (connection: Connection, job: WaitedJob, options?: WaitOptions) => Promise<WaitResult>
  waitForSingleNode: (connection: Connection, job: WaitedJob, options?: WaitOptions) => Promise<WaitResult>
  watchProgress: (connection: Connection, job: WaitedJob, options?: WaitOptions) => AsyncGenerator<JobProgress>
}>()

expectTypeOf<Signatures<Job>>().toEqualTypeOf<{
  abort: (call?: CallOptions) => Promise<void>
  readonly client: Connection
  getDetails: (call?: CallOptions) => Promise<JobSnapshots>
  getTotalTimeMs: (call?: CallOptions) => Promise<number | undefined>
  getWithinTimeframe: (startTime: Date, endTime?: Date, call?: CallOptions) => Promise<readonly JobSnapshot[]>
  readonly jobId: string
  readonly jobKind: string
  progress: (options?: WaitOptions) => AsyncGenerator<JobProgress>
  start: (options?: StartJobOptions & CallOptions) => Promise<string>
  status: (call?: CallOptions) => Promise<JobStatus>
  wait: (options?: WaitOptions) => Promise<WaitResult>
  waitForIdle: (options?: WaitOptions) => Promise<WaitResult>
  waitSingleNode: (options?: WaitOptions) => Promise<WaitResult>
}>()

declare const job: Job
// @ts-expect-error -- durations have their unit in the name
void job.wait({ timeout: 1 })
// @ts-expect-error -- a time is a Date
void job.getWithinTimeframe('2024-01-01')
