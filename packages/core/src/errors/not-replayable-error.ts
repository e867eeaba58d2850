import { AisErrorBase } from './ais-error-base.js'

/** A body that can be read only once was started, so the call cannot be tried again. */
export class NotReplayableError extends AisErrorBase {
  override readonly name = 'NotReplayableError'
  readonly _tag = 'NotReplayable'
}
