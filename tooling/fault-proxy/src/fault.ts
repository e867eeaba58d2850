/** How a connection is broken: an orderly end (FIN) in the wrong place, or a reset (RST). */
export type Break = 'fin' | 'rst'

/** A byte of a body by its position; `half` is its middle, negative counts from the end, `any` is drawn by the seed. */
export type Position = number | 'half' | 'any'

/** What happens instead of a request reaching the server. */
export type RequestFault =
  /** An answer of our own; with `afterBody` once all of the request has come. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly afterBody?: boolean
    }
  /** The connection breaks once so much of the request's body has come; what came goes on to the server. */
  | { readonly kind: 'break'; readonly how: Break; readonly at?: Position }
  /** Nothing more is read once so much of the request's body has come, and nothing answered. */
  | { readonly kind: 'hang'; readonly at?: Position }
  /** Redirected to where it came to. */
  | { readonly kind: 'redirect-loop' }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'garbage' }

/** What becomes of a request on its way to the server. */
export type ForwardFault =
  /** A bit of the request's body turns. */
  | { readonly kind: 'flip-request'; readonly at: Position }
  /** The request's range begins so many bytes later; with `isHidden` the answer claims to be what was asked for. */
  | { readonly kind: 'other-range'; readonly byBytes: number; readonly isHidden?: boolean }
  /** The request's range is dropped. */
  | { readonly kind: 'no-range' }
  /** The redirect is followed here, as a gateway does that hides the cluster's nodes. */
  | { readonly kind: 'follow' }

/** What becomes of the server's answer. */
export type AnswerFault =
  /** All of the request was received and answered; the answer is lost. */
  | { readonly kind: 'lose'; readonly how: Break | 'hang' }
  /** The server did what it was asked, and a status of our own is answered. */
  | { readonly kind: 'deny'; readonly status: number }
  | { readonly kind: 'cut'; readonly how: Break; readonly at: Position }
  /** The connection breaks within the headers. */
  | { readonly kind: 'cut-head'; readonly how: Break }
  | { readonly kind: 'flip'; readonly at: Position }
  /** The body stands still. */
  | { readonly kind: 'stall'; readonly at: Position }
  /** The body ends early and Content-Length agrees. */
  | { readonly kind: 'truncate'; readonly at: Position }
  /** The body is longer than promised; with `agrees` Content-Length says so. */
  | { readonly kind: 'longer'; readonly bytes: number; readonly agrees?: boolean }
  | { readonly kind: 'gzip' }
  /** Headers are set, `undefined` takes them away, a list gives several lines. */
  | { readonly kind: 'headers'; readonly set: Readonly<Record<string, string | readonly string[] | undefined>> }
  /** A bit of a header's value turns; an answer without the header stays as it is. */
  | { readonly kind: 'flip-header'; readonly name: string; readonly at: Position }
  /** The body comes in small pieces with pauses, as over a slow line. */
  | { readonly kind: 'drip'; readonly pieceBytes: number; readonly gapMs: number }

/** What can be done to an exchange. */
export type Fault = RequestFault | ForwardFault | AnswerFault

/** Which exchanges a rule is about; what is left out does not matter. */
export interface Match {
  readonly method?: string
  /** Path and query as the request has them. */
  readonly target?: RegExp
  /** The endpoint itself, or a node that it redirected to. */
  readonly at?: 'endpoint' | 'node'
  /** The request has a body, or has none. */
  readonly hasBody?: boolean
}

/** Does a fault to the exchanges that match. */
export interface Rule extends Match {
  readonly fault: Fault
  /** So many matching exchanges pass first. @defaultValue 0 */
  readonly skip?: number
  /** So many exchanges are spoiled. @defaultValue 1 */
  readonly count?: number
  /** Each matching exchange is spoiled with this probability, 0 to 1. @defaultValue 1 */
  readonly probability?: number
  /** Called when the fault is about to happen; it waits. */
  readonly onHit?: () => Promise<void> | void
}
