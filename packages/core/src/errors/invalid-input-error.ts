import { AisErrorBase, type ErrorContext } from './ais-error-base.js'

/** An argument that cannot be right; found before anything was sent. */
export class InvalidInputError extends AisErrorBase {
  override readonly name = 'InvalidInputError'
  readonly _tag = 'InvalidInput'
  /** The argument at fault, as the caller wrote it: `pageSize`, `name`, `timeoutMs`. */
  readonly field: string

  constructor(field: string, reason: string, context: ErrorContext, cause?: unknown) {
    super(`${context.operation}: ${field} ${reason}`, context, cause)
    this.field = field
  }
}
