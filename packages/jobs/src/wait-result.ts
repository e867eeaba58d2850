/** How a wait ended; a job that failed is a result, not an error. */
export interface WaitResult {
  /** Id of the job. */
  readonly jobId: string
  /** Whether it ended without an error and was not aborted. */
  readonly success: boolean
  /** Why it failed; `''` when it did not. */
  readonly error: string
  /** When it ended; `undefined` for a job that went idle instead. */
  readonly endTime: Date | undefined
}
