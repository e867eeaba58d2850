import { AisErrorBase } from './ais-error-base.js'

/** No answer could be had: connection refused, reset, cut, or a name that does not resolve. */
export class UnreachableError extends AisErrorBase {
  override readonly name = 'UnreachableError'
  readonly _tag = 'Unreachable'
}
