import { AisErrorBase } from './ais-error-base.js'

/** The caller's signal ended the call, or the connection was closed. */
export class AbortedError extends AisErrorBase {
  override readonly name = 'AbortedError'
  readonly _tag = 'Aborted'
}
