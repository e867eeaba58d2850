import { at, invalidInput, readJson, type Operation } from '@ais/core'
import { getClusterRoute } from '@ais/core/wire'
import { queryMessage } from '../query-message.js'
import { JobStatus } from '../wire/job-status.js'

/**
 * Asks how a job stands. Kinds that go idle have no status: ask for their snapshots.
 * @throws ApiError JobNotFound
 * @wire GET /v1/cluster?what=status: api/xaction.go GetOneXactionStatus
 */
export const getJobStatus = (jobId: string, jobKind = ''): Operation<JobStatus> => {
  const name = 'jobs.status'
  return {
    ...at(name, getClusterRoute, {}),
    ...(jobId === '' ? { problem: invalidInput(name, 'jobId', 'must not be empty') } : {}),
    subject: `job ${jobId}`,
    query: { what: 'status' },
    body: { kind: 'json', value: queryMessage({ jobId, jobKind }) },
    idempotent: true,
    read: readJson(name, JobStatus, { exactIntegers: true }),
  }
}
