import { AisErrorBase } from './ais-error-base.js'

/** A redirect that must not be followed: bad scheme, credentials, downgrade, loop, foreign host. */
export class RedirectError extends AisErrorBase {
  override readonly name = 'RedirectError'
  readonly _tag = 'Redirect'
}
