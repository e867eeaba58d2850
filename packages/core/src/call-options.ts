import type { Ending } from './transport/ending.js'

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once; it then fails with AbortedError. @defaultValue none */
  readonly signal?: AbortSignal
  /**
   * Longest the whole call may take, retries included, in milliseconds, 0 to 2147483647; 0 means no limit.
   * @defaultValue the connection's `timeouts.totalMs`
   */
  readonly timeoutMs?: number
}

/** Options of one call for flows, which end the calls that they make. */
export interface SendOptions extends CallOptions {
  /** Ends the call as `signal` does, at a fraction of its cost. @defaultValue none */
  readonly ending?: Ending
}
