/** Fields of every event. Events carry no token, no query and no content. */
export interface DiagnosticsEvent {
  /** The operation's name, as in `objects.get`. */
  readonly operation: string
  /** What is acted on, as in `ais://b/o`. */
  readonly subject?: string
  /** The same for all events of one call. */
  readonly requestId: string
  /** From 1. */
  readonly attempt: number
}

/**
 * The `node:diagnostics_channel` channels that core publishes to, by name.
 * - `ais:request`: an HTTP exchange begins; `hop` is 0 at the endpoint, 1 at the node it redirected to.
 * - `ais:redirect`: a redirect is about to be followed.
 * - `ais:retry`: an attempt failed and another follows after `delayMs`.
 * - `ais:error`: a call failed for good; `tag` is the error's `_tag`.
 * - `ais:unread`: an answer was forgotten before its content was read to the end or discarded, and its connection is freed only now; `stack`
 *   says where it was opened, if somebody listened then.
 */
export interface DiagnosticsChannels {
  readonly 'ais:request': DiagnosticsEvent & {
    readonly method: string
    readonly node: string
    readonly hop: number
  }
  readonly 'ais:redirect': DiagnosticsEvent & { readonly from: string; readonly to: string }
  readonly 'ais:retry': DiagnosticsEvent & { readonly delayMs: number; readonly tag: string }
  readonly 'ais:error': DiagnosticsEvent & { readonly tag: string; readonly message: string }
  readonly 'ais:unread': DiagnosticsEvent & { readonly node: string; readonly stack?: string }
}
