import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { DownloadJobs, DownloadStatus } from '../../src/wire/index.js'

const job = {
  id: 'dnl-Sb854uVCQ',
  xaction_id: 'nRgzZuBC-G',
  description: 'multi-download -> ais://dl',
  started_time: '2026-11-24T14:55:38.571274818Z',
  finished_time: '1970-01-01T00:00:00Z',
  finished_cnt: 0,
  scheduled_cnt: 3,
  skipped_cnt: 0,
  error_cnt: 1,
  total: -1,
  all_dispatched: true,
  aborted: false,
}

describe('answers of a real server', () => {
  it('of a job that runs', () => {
    const decoded = DownloadStatus.decode({
      ...job,
      current_tasks: [
        {
          name: 's1',
          downloaded: '130000',
          total: '1000000',
          start_time: '2026-11-24T14:55:38.571811159Z',
          end_time: '1970-01-01T00:00:00Z',
        },
      ],
      finished_tasks: [{ name: 's2', downloaded: '0', start_time: job.started_time, end_time: job.started_time }],
      download_errors: [{ name: 's2', error: 'context canceled' }],
    })
    expect(isRight(decoded) && decoded.right).toMatchObject({
      id: job.id,
      xactionId: job.xaction_id,
      finishedTime: undefined,
      totalCount: undefined,
      errorCount: 1,
      currentTasks: [{ name: 's1', downloadedBytes: 130_000, totalBytes: 1_000_000, endTime: undefined }],
      finishedTasks: [{ name: 's2', downloadedBytes: 0, totalBytes: undefined, endTime: job.started_time }],
      failures: [{ name: 's2', error: 'context canceled' }],
    })
  })

  it('of a list', () => {
    const decoded = DownloadJobs.decode([{ ...job, total: 4, finished_time: '2026-11-24T14:55:42.573949486Z' }])
    expect(isRight(decoded) && decoded.right).toMatchObject([
      { totalCount: 4, finishedTime: '2026-11-24T14:55:42.573949486Z' },
    ])
  })

  it.each([undefined, null, {}, { ...job, total: '4' }, { ...job, id: 7 }])('and not %j', (input) => {
    expect(isRight(DownloadStatus.decode(input))).toBe(false)
    expect(isRight(DownloadJobs.decode([input]))).toBe(false)
  })
})
