import { AisErrorBase, type ErrorContext } from './ais-error-base.js'

/** Which bound was passed: connecting, waiting for headers, a gap in a body, or the whole call. */
export type TimeoutPhase = 'connect' | 'headers' | 'idle' | 'total'

/** A bound passed without an answer. */
export class TimeoutError extends AisErrorBase {
  override readonly name = 'TimeoutError'
  readonly _tag = 'Timeout'
  readonly phase: TimeoutPhase
  /** The bound, in milliseconds. */
  readonly timeoutMs: number

  constructor(phase: TimeoutPhase, timeoutMs: number, message: string, context: ErrorContext, cause?: unknown) {
    super(message, context, cause)
    this.phase = phase
    this.timeoutMs = timeoutMs
  }
}
