import { AisErrorBase, type ErrorContext } from './ais-error-base.js'

/** Content and checksum disagree: on a read the bytes are wrong, on a write the object is stored wrong. */
export class ChecksumError extends AisErrorBase {
  override readonly name = 'ChecksumError'
  readonly _tag = 'Checksum'
  /** AIStore's name of the algorithm, as in `xxhash2`. */
  readonly checksumType: string
  readonly expected: string
  readonly actual: string

  constructor(
    checksum: { readonly type: string; readonly expected: string; readonly actual: string },
    message: string,
    context: ErrorContext,
  ) {
    super(message, context)
    this.checksumType = checksum.type
    this.expected = checksum.expected
    this.actual = checksum.actual
  }
}
