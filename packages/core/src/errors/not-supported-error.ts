import { AisErrorBase } from './ais-error-base.js'

/** The transport, platform or cluster cannot do what the call needs; nothing was sent. */
export class NotSupportedError extends AisErrorBase {
  override readonly name = 'NotSupportedError'
  readonly _tag = 'NotSupported'
}
