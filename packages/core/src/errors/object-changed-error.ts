import { AisErrorBase } from './ais-error-base.js'

/** The object was replaced while it was read; what was read is not handed out as whole. */
export class ObjectChangedError extends AisErrorBase {
  override readonly name = 'ObjectChangedError'
  readonly _tag = 'ObjectChanged'
}
