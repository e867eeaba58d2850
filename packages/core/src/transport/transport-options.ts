import type { TlsOptions } from '../options.js'

/** Options of the transports for Node. */
export interface TransportOptions {
  readonly tls?: TlsOptions
  /** Idle connections kept per node, 1 or more; more are opened while more calls run. @defaultValue 10 */
  readonly maxPoolSize?: number
  /** Gives the HTTP proxy for a URL, `''` for none. @defaultValue by `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` */
  readonly proxyFor?: (url: string) => string
}

/** How long an idle connection is kept: AIStore closes them after 30 s, so earlier. */
export const keepAliveMs = 20_000
