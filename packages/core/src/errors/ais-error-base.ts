/** What every AisError can tell about the call that failed; fields that do not apply are left out. */
export interface ErrorContext {
  /** The operation or flow, as in `objects.get`. */
  readonly operation: string
  /** What was acted on, as in `ais://bucket/object`. */
  readonly subject?: string
  readonly method?: string
  /** URL without credentials and without query values that could be secret. */
  readonly url?: string
  /** The node that answered, or its scheme and host. */
  readonly node?: string
  /** Identifies the call in errors and diagnostics events; the same for all its attempts. */
  readonly requestId?: string
  /** Number of the attempt that failed, from 1. */
  readonly attempt?: number
}

const brand: unique symbol = Symbol.for('@ais/core/AisError') as never

/** Base of all errors of the SDK; recognise them with `isAisError`, never with `instanceof`. */
export abstract class AisErrorBase extends Error {
  abstract readonly _tag: string
  readonly context: ErrorContext
  readonly [brand] = true as const

  constructor(message: string, context: ErrorContext, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.context = context
  }
}

export const isBranded = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true
