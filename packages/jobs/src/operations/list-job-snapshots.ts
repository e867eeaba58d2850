import { at, readJson, type Operation } from '@ais/core'
import { getClusterRoute } from '@ais/core/wire'
import { queryMessage, type JobSelection } from '../query-message.js'
import { JobSnapshots } from '../wire/job-snapshot.js'

/**
 * Asks what jobs have done on every target: one job by id, all of a kind, or all there are.
 * @throws ApiError JobNotFound (an id that is none)
 * @wire GET /v1/cluster?what=qryxstats: api/xaction.go QueryXactionSnaps
 */
export const listJobSnapshots = (selection: JobSelection = {}): Operation<JobSnapshots> => {
  const name = 'jobs.snapshots'
  return {
    ...at(name, getClusterRoute, {}),
    ...(selection.jobId === undefined ? {} : { subject: `job ${selection.jobId}` }),
    query: { what: 'qryxstats' },
    body: { kind: 'json', value: queryMessage(selection) },
    idempotent: true,
    read: readJson(name, JobSnapshots),
  }
}
