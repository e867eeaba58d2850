import { AisErrorBase, type ErrorContext } from './ais-error-base.js'
import type { ApiErrorCode } from './api-error-code.js'

/** An HTTP error answer of AIStore. */
export class ApiError extends AisErrorBase {
  override readonly name = 'ApiError'
  readonly _tag = 'Api'
  readonly code: ApiErrorCode
  readonly status: number
  /** The server's own error type, as in `ErrBckNotFound`; empty when it gave none. */
  readonly tcode: string
  /** The server's message, at most 1,000 characters. */
  readonly serverMessage: string
  /** How long the server asked to wait, in milliseconds, where it said so. */
  readonly retryAfterMs: number | undefined

  constructor(
    answer: {
      readonly code: ApiErrorCode
      readonly status: number
      readonly tcode: string
      readonly serverMessage: string
      readonly retryAfterMs?: number | undefined
    },
    message: string,
    context: ErrorContext,
  ) {
    super(message, context)
    this.code = answer.code
    this.status = answer.status
    this.tcode = answer.tcode
    this.serverMessage = answer.serverMessage
    this.retryAfterMs = answer.retryAfterMs
  }
}
