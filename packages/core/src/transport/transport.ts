import type { Method } from '../wire/route.js'
import type { Ending } from './ending.js'
import type { ResponseHeaders } from './response-headers.js'

/** What a transport cannot do; a call that needs it fails with NotSupported before anything is sent. */
export type TransportLack = 'get-body' | 'repeated-headers' | 'redirect' | 'stream-upload'

/** Bounds of one HTTP exchange, in milliseconds; 0 means none. */
export interface ExchangeTimeouts {
  readonly connectMs: number
  /** From the last byte sent to the response's headers. */
  readonly headersMs: number
  /** Longest gap between two pieces of a body, either way. */
  readonly idleMs: number
}

/** One HTTP exchange as it goes on the wire: nothing is added, followed or retried below this. */
export interface TransportRequest {
  readonly method: Method
  /** Absolute URL, taken verbatim. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
  readonly timeouts: ExchangeTimeouts
}

/** Content as it arrives. */
export interface ArrivingBody extends AsyncIterable<Uint8Array> {
  /**
   * Gives the content in one piece if all of it is here already, and then it is read; `undefined` when there is more to
   * wait for, or too much to join. Saves whoever reads a small content the waiting for pieces.
   */
  takeWhole?(): Uint8Array | undefined
}

export interface TransportResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  /** Undecoded content; once. A cut ends it with a TransportFault, never silently. */
  readonly body: ArrivingBody
  /** Ends the exchange; the connection may be kept if the body was small. */
  discard(): void
}

/** Sends single HTTP exchanges; implementations live at sub-paths (`./got`, `./undici`, `./fetch`, `./testing`). */
export interface Transport {
  readonly name: string
  readonly lacks: readonly TransportLack[]
  /**
   * `ending` tells the same as the request's signal, and is left out where a middleware may have changed that; a transport
   * that takes it need not look at the signal, which then is never made.
   * @throws TransportFault and nothing else
   */
  exchange(request: TransportRequest, ending?: Ending): Promise<TransportResponse>
  /** Ends every connection; safe to call twice. */
  close(): Promise<void>
}

/** What went wrong below HTTP. `sent` tells whether any byte of the request may have reached the server. */
export type TransportFaultKind =
  | 'connect'
  | 'connect-timeout'
  | 'headers-timeout'
  | 'idle-timeout'
  | 'reset'
  | 'truncated'
  | 'tls'
  | 'aborted'
  | 'protocol'
  | 'body-source'

/** The one error a transport throws; the interpreter turns it into an AisError. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault'
  readonly kind: TransportFaultKind
  readonly sent: boolean

  constructor(kind: TransportFaultKind, message: string, sent: boolean, cause?: unknown) {
    super(message, { cause })
    this.kind = kind
    this.sent = sent
  }
}
