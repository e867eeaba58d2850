import type { SendOptions } from './call-options.js'
import type { Operation } from './operation.js'
import type { Smap } from './smap.js'

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
