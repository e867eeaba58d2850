import type { ErrorContext } from './errors/ais-error-base.js'
import type { CallOptions } from './call-options.js'
import type { AisError } from './errors/ais-error.js'
import type { InvalidInputError } from './errors/invalid-input-error.js'
import type { ApiErrorCode } from './errors/api-error-code.js'
import type { ColdGetOptions } from './options.js'
import type { ErrorBody } from './wire/error-body.js'
import type { Method } from './wire/route.js'
import type { ResponseHeaders } from './transport/response-headers.js'
import type { ArrivingBody, TransportLack } from './transport/transport.js'

/** A query parameter's value; `undefined` leaves the parameter out, `''` sends it empty. */
export type QueryValue = string | number | bigint | boolean | undefined

/** Query parameters in the order they are sent. */
export type Query = Readonly<Record<string, QueryValue>>

/** Request headers; `undefined` leaves a header out. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>

/**
 * What an operation sends as content.
 * - `json`: an action message or other small JSON; goes along with every request, redirected or not. A function is
 *   called for the value when it is sent, so that a password in it does not show where the operation is printed.
 * - `bytes`: content in memory; replayable.
 * - `stream`: content from a factory; `open` is called once per attempt. `replayable: false` says that
 *   a second `open` cannot give the same bytes again, so that a started body is never retried.
 */
export type OperationBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'stream'
      readonly open: () => AsyncIterable<Uint8Array>
      /** Length in bytes; sent as Content-Length and enforced. Left out: chunked encoding. */
      readonly sizeBytes?: number
      readonly replayable: boolean
    }

/** The answer that `Operation.read` turns into a result. Body errors arrive as AisErrors. */
export interface OperationResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  /** The content as it arrives; can be iterated once. Ending the iteration early closes the connection. */
  readonly body: ArrivingBody
  /** Where the answer came from, scheme and host only. */
  readonly node: string
  /** What errors about this answer tell of its call; canned answers in tests may leave it out. */
  readonly context?: ErrorContext
  /** Ends the response without reading it. */
  discard(): void
}

/** A call that failed and is about to be tried again. */
export interface RetryOccasion {
  readonly error: AisError
  readonly coldGet: Required<ColdGetOptions>
  /** Sends another operation; it ends with the call. */
  send<B>(operation: Operation<B>, call?: Pick<CallOptions, 'timeoutMs'>): Promise<B>
  /** Waits, but no longer than the call lives; then it resolves too. */
  pause(delayMs: number): Promise<void>
}

/** Says what an error answer means for one operation, or `undefined` for the general rule. */
export type ErrorMeaning = (answer: ErrorBody & { readonly status: number }) => ApiErrorCode | undefined

/**
 * One call of the AIStore API as a value: what to send and how to read the answer. It sends nothing
 * itself; `Connection.send` and the fp face interpret it.
 */
export interface Operation<A> {
  /** `package.verb`, as in `objects.get`; names the call in errors, events and middleware. */
  readonly name: string
  readonly method: Method
  /** Path below the endpoint, percent-encoded, starting with `/v1/`. */
  readonly path: string
  readonly query?: Query
  readonly headers?: RequestHeaders
  readonly body?: OperationBody
  /** May be sent again after an attempt of unknown outcome; otherwise that is OutcomeUnknownError. */
  readonly idempotent: boolean
  /** Carries object content: sent by the connection's `bytesTransport`, and without buffering. */
  readonly bytes?: boolean
  /** What a transport must be able to do besides what method and body already say. */
  readonly needs?: readonly TransportLack[]
  /** Statuses besides 2xx that `read` wants to see; all others become an ApiError. */
  readonly accept?: readonly number[]
  /** Wrong input: the call fails with it and nothing is sent. */
  readonly problem?: InvalidInputError
  /** Where to ask: the configured endpoint (default), or a node's own URL from the cluster map. */
  readonly baseUrl?: string
  /** Texts that must not show in an error, whatever the server quotes. */
  readonly secrets?: () => readonly string[]
  /** What is acted on, for messages: `ais://b/o`. */
  readonly subject?: string
  readonly meaning?: ErrorMeaning
  /** May ask and wait before the call is tried again; `false` fails the call instead. Must not reject. */
  readonly beforeRetry?: (occasion: RetryOccasion) => Promise<boolean>
  readonly read: (response: OperationResponse) => Promise<A> | A
}
