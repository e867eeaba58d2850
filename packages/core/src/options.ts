import type { Middleware } from './middleware/middleware.js'
import type { Transport } from './transport/transport.js'

/** Milliseconds each; 0 means none. */
export interface TimeoutOptions {
  /** Connecting, TLS included. @defaultValue 3000, or `AIS_CONNECT_TIMEOUT` (seconds) */
  readonly connectMs?: number
  /** From the end of the request to the answer's headers. @defaultValue 20000, or `AIS_READ_TIMEOUT` (seconds) */
  readonly headersMs?: number
  /** Longest gap in a body, either way. @defaultValue 20000, or `AIS_READ_TIMEOUT` (seconds) */
  readonly idleMs?: number
  /** The whole call, retries included. @defaultValue 0 */
  readonly totalMs?: number
}

/** How reading an object of a remote bucket waits for it while the cluster still fetches it. */
export interface ColdGetOptions {
  /** Bytes per second that the cluster is expected to fetch with; paces the questions whether it is done. @defaultValue 1250000000 */
  readonly estBandwidthBps?: number
  /** Longest wait for one object in milliseconds, 0 for none. @defaultValue 180000 */
  readonly maxColdWaitMs?: number
  /** Let the backend be asked for a size that the cluster does not know yet. @defaultValue true */
  readonly enableRemoteHead?: boolean
}

export interface RetryOptions {
  /** Attempts in all, 1 to 20; 1 turns retries off. @defaultValue 5 */
  readonly maxAttempts?: number
  /** Upper bound of the first wait; it doubles with every attempt and is drawn with full jitter. @defaultValue 100 */
  readonly baseDelayMs?: number
  /** Upper bound of every wait. @defaultValue 10000 */
  readonly maxDelayMs?: number
  /** Share of calls that may be retries at steady state, 0 to 1. @defaultValue 0.1 */
  readonly budgetRatio?: number
  /** Waits for remote objects that are on their way into the cluster. */
  readonly coldGet?: ColdGetOptions
}

export interface TlsOptions {
  /**
   * Accept any certificate; `false` holds whatever the environment says.
   * @defaultValue false, or `AIS_SKIP_VERIFY_CRT`, or, where that is not set, `AIS_SKIP_VERIFY`
   */
  readonly skipVerify?: boolean
  /** CA certificates as PEM text. @defaultValue the system's, or the file named by `AIS_CLIENT_CA` */
  readonly ca?: string
  /** Client certificate as PEM text, with `key`. @defaultValue the files named by `AIS_CRT` and `AIS_CRT_KEY` */
  readonly cert?: string
  /** Private key of `cert`, as PEM text. @defaultValue the file named by `AIS_CRT_KEY` */
  readonly key?: string
}

/** A bearer token, or a source that is asked before every call; one that gives `undefined` sends none. */
export type TokenSource = string | (() => string | undefined | Promise<string | undefined>)

/** Where redirects that name an address not reachable from here should go: origin to origin, or a function. */
export type EndpointMap = Readonly<Record<string, string>> | ((origin: string) => string)

/** Makes a transport on the first call that needs it, from what options and environment say. */
export type TransportFactory = (options: {
  readonly tls: TlsOptions
  readonly maxPoolSize: number
}) => Transport | Promise<Transport>

export interface ConnectOptions {
  /** `http(s)://host:port`, no path. @defaultValue `AIS_ENDPOINT` */
  readonly endpoint?: string
  /** Token, or where it comes from. @defaultValue `AIS_AUTHN_TOKEN`, else the file of `AIS_AUTHN_TOKEN_FILE` */
  readonly token?: TokenSource
  /** How long parts of a call may take. @defaultValue as each says */
  readonly timeouts?: TimeoutOptions
  /** How often, and after which waits, a call is tried again. @defaultValue as each says */
  readonly retry?: RetryOptions
  /** Certificates, for https. @defaultValue as each says */
  readonly tls?: TlsOptions
  /** Connections kept per node, 1 or more. @defaultValue 10, or `AIS_MAX_CONN_POOL` */
  readonly maxPoolSize?: number
  /** Follow redirects only to nodes of the cluster map. @defaultValue false */
  readonly strictRedirects?: boolean
  /** Where redirects to what cannot be reached from here should go. @defaultValue none */
  readonly endpointMap?: EndpointMap
  /** Wrapped around every HTTP exchange, outermost first. @defaultValue none */
  readonly middleware?: readonly Middleware[]
  /** Sends control calls. @defaultValue got in Node, fetch elsewhere */
  readonly transport?: Transport | TransportFactory
  /** Sends calls that carry object content. @defaultValue the same as `transport` */
  readonly bytesTransport?: Transport | TransportFactory
}
