import { checkInteger, pausePolling, pollDelaysMs, remainingCall, type Connection } from '@ais/core'
import type { WaitOptions, WaitResult } from '@ais/jobs'
import { getDsortInfo } from '../operations/query-dsort.js'

const defaultTimeoutMs = 300_000

// When one target fails the others only tell that they were stopped.
const causeOf = (errors: readonly string[]): string | undefined =>
  errors.find((error) => !/\[dsort\] \S+ aborted$/.test(error)) ?? errors[0]

/**
 * Waits until a sort has written its shards on all targets, or was aborted. A sort that failed is a result, not an error.
 * @throws ApiError NotFound, TimeoutError, AbortedError
 */
export const waitForDsort = async (
  connection: Connection,
  dsortId: string,
  options: WaitOptions = {},
): Promise<WaitResult> => {
  const operation = 'dsort.wait'
  const problem = checkInteger(operation, 'maxPollMs', options.maxPollMs, { min: 1 })
  if (problem !== undefined) throw problem
  const whole = { ...options, timeoutMs: options.timeoutMs ?? defaultTimeoutMs }
  const startedMs = performance.now()
  const delays = pollDelaysMs(options.maxPollMs ?? 5_000)
  for (;;) {
    const infos = Object.values(
      await connection.send(getDsortInfo(dsortId), remainingCall(operation, whole, startedMs)),
    )
    const errors = infos.flatMap((info) => info.errors)
    if (infos.some(({ aborted }) => aborted))
      return { jobId: dsortId, success: false, error: causeOf(errors) ?? 'aborted', endTime: undefined }
    if (infos.length > 0 && infos.every(({ creation }) => creation.isFinished))
      return { jobId: dsortId, success: errors.length === 0, error: causeOf(errors) ?? '', endTime: undefined }
    await pausePolling(operation, delays.next().value, whole, startedMs)
  }
}
