export { jobKindNamed, jobKinds, waitKindOf, type JobKind, type WaitKind } from './job-kinds.js'
export { JobSnapshots, type JobSnapshot } from './job-snapshot.js'
export { JobStatus, JobStatuses, RunningJobs } from './job-status.js'
