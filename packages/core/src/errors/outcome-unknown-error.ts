import { AisErrorBase } from './ais-error-base.js'

/** The call may or may not have taken effect, and the protocol gives no way to tell. */
export class OutcomeUnknownError extends AisErrorBase {
  override readonly name = 'OutcomeUnknownError'
  readonly _tag = 'OutcomeUnknown'
}
