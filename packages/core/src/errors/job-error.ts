import { AisErrorBase } from './ais-error-base.js'

/** A job was not found, timed out while waited for, or gave no usable state. */
export class JobError extends AisErrorBase {
  override readonly name = 'JobError'
  readonly _tag = 'Job'
}
