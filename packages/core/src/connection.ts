import type { Operation } from './operation.js'
import type { Smap } from './smap.js'
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

/** A configured way to an AIStore cluster: it interprets operations and keeps what they share. */
export interface Connection {
  /** Scheme, host and port, without a trailing slash. */
  readonly endpoint: string
  /** Sends an operation; rejects with an AisError and nothing else. */
  send<A>(operation: Operation<A>, call?: SendOptions): Promise<A>
  /** The cluster map, fetched once and kept; `refresh` asks again. */
  clusterMap(options?: SendOptions & { readonly refresh?: boolean }): Promise<Smap>
  /** Ends every connection; later calls fail with AbortedError. Safe to call twice. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
