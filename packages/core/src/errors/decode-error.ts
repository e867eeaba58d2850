import { AisErrorBase, type ErrorContext } from './ais-error-base.js'

/** An answer that does not have the shape AIStore documents. */
export class DecodeError extends AisErrorBase {
  override readonly name = 'DecodeError'
  readonly _tag = 'Decode'
  /** Where in the answer, as in `entries.3.size`; empty for the whole. */
  readonly path: string

  constructor(path: string, reason: string, context: ErrorContext, cause?: unknown) {
    super(`${context.operation}: the answer${path === '' ? '' : ` at ${path}`} ${reason}`, context, cause)
    this.path = path
  }
}
