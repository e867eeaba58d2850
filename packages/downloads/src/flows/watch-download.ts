import { checkInteger, JobError, pausePolling, pollDelaysMs, remainingCall, type Connection } from '@ais/core'
import type { WaitOptions } from '@ais/jobs'
import { getDownloadStatus } from '../operations/get-download-status.js'
import type { DownloadStatus } from '../wire/download-status.js'

const waitDefaults = { timeoutMs: 300_000, maxPollMs: 5_000 } as const

/** Tells whether a job has ended: all of it is done, or it was aborted and nothing moves any more. */
const hasEnded = ({ finishedTime, aborted, currentTasks }: DownloadStatus): boolean =>
  finishedTime !== undefined || (aborted && currentTasks.length === 0)

/**
 * Yields how a download job stands, poll by poll, and ends when the job has.
 * @throws ApiError JobNotFound, TimeoutError, AbortedError
 */
export const watchDownload = async function* (
  connection: Connection,
  jobId: string,
  options: WaitOptions = {},
): AsyncGenerator<DownloadStatus> {
  const operation = 'downloads.progress'
  const problem = checkInteger(operation, 'maxPollMs', options.maxPollMs, { min: 1 })
  if (problem !== undefined) throw problem
  const whole = { ...options, timeoutMs: options.timeoutMs ?? waitDefaults.timeoutMs }
  const startedMs = performance.now()
  const delays = pollDelaysMs(options.maxPollMs ?? waitDefaults.maxPollMs)
  for (;;) {
    const status = await connection.send(getDownloadStatus(jobId), remainingCall(operation, whole, startedMs))
    yield status
    if (hasEnded(status)) return
    await pausePolling(operation, delays.next().value, whole, startedMs)
  }
}

/**
 * Waits until a download job has ended and gives how it stands then: objects that failed are in `failures`, an abort in `aborted`.
 * @throws ApiError JobNotFound, TimeoutError, AbortedError
 */
export const waitForDownload = async (
  connection: Connection,
  jobId: string,
  options: WaitOptions = {},
): Promise<DownloadStatus> => {
  let last: DownloadStatus | undefined
  for await (const status of watchDownload(connection, jobId, options)) last = status
  if (last !== undefined) return last
  throw new JobError(`downloads.wait: job ${jobId} gave no status`, { operation: 'downloads.wait' })
}
