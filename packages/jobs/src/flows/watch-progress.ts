import { pausePolling, pollDelaysMs, remainingCall, type Connection } from '@ais/core'
import { listJobSnapshots } from '../operations/list-job-snapshots.js'
import { waitKindOf } from '../wire/job-kinds.js'
import type { JobSnapshot } from '../wire/job-snapshot.js'
import { checkWait, type WaitedJob } from './wait-for-job.js'
import { waitDefaults, type WaitOptions } from './wait-options.js'

/** How far a job has come. */
export interface JobProgress {
  /** Objects that are done, on all targets. */
  readonly objects: bigint
  /** Bytes that are done, on all targets. */
  readonly bytes: bigint
  /** Since the poll before; 0 in the first. */
  readonly bytesPerSecond: number
  /** State of every target that works on it. */
  readonly targets: Readonly<Record<string, 'running' | 'idle' | 'ended' | 'aborted'>>
  /** Whether the job has ended, in the way of its kind; the last event. */
  readonly isDone: boolean
}

const stateOf = ({ aborted, abortErr, endTime, isIdle }: JobSnapshot): JobProgress['targets'][string] => {
  if (aborted || abortErr !== '') return 'aborted'
  if (endTime !== undefined) return 'ended'
  return isIdle ? 'idle' : 'running'
}

const sum = (snapshots: readonly JobSnapshot[], of: 'objects' | 'bytes'): bigint =>
  snapshots.reduce((total, { stats }) => total + stats[of], 0n)

/** Yields how far a job has come, poll by poll, and ends when it is done: idle for two polls, or ended or aborted on all targets. */
export const watchProgress = async function* (
  connection: Connection,
  job: WaitedJob,
  options: WaitOptions = {},
): AsyncGenerator<JobProgress> {
  const operation = 'jobs.progress'
  checkWait(operation, job, options)
  const whole = { ...options, timeoutMs: options.timeoutMs ?? waitDefaults.timeoutMs }
  const startedMs = performance.now()
  const delays = pollDelaysMs(options.maxPollMs ?? 1_000)
  let [idlePolls, lastBytes, lastMs] = [0, 0n, startedMs]
  for (let isFirst = true; ; isFirst = false) {
    const byTarget = await connection.send(listJobSnapshots(job), remainingCall(operation, whole, startedMs))
    const nowMs = performance.now()
    const snapshots = Object.values(byTarget).flat()
    const bytes = sum(snapshots, 'bytes')
    const targets = Object.fromEntries(
      Object.entries(byTarget).flatMap(([id, [snapshot]]) =>
        snapshot === undefined ? [] : [[id, stateOf(snapshot)] as const],
      ),
    )
    const states = Object.values(targets)
    idlePolls = states.length > 0 && states.every((state) => state !== 'running') ? idlePolls + 1 : 0
    // A job that goes idle may only be between two pieces of work.
    const needed = states.some((state) => state === 'idle') && waitKindOf(snapshots[0]?.kind ?? '') === 'idle' ? 2 : 1
    const isDone = idlePolls >= needed
    const rate = isFirst ? 0 : (Number(bytes - lastBytes) * 1000) / Math.max(1, nowMs - lastMs)
    yield { objects: sum(snapshots, 'objects'), bytes, bytesPerSecond: rate, targets, isDone }
    if (isDone) return
    lastBytes = bytes
    lastMs = nowMs
    await pausePolling(operation, delays.next().value, whole, startedMs)
  }
}
