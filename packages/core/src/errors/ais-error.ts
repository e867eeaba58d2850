import { isBranded } from './ais-error-base.js'
import type { AbortedError } from './aborted-error.js'
import type { ApiError } from './api-error.js'
import type { ChecksumError } from './checksum-error.js'
import type { DecodeError } from './decode-error.js'
import type { InvalidInputError } from './invalid-input-error.js'
import type { JobError } from './job-error.js'
import type { LocalFileError } from './local-file-error.js'
import type { NotReplayableError } from './not-replayable-error.js'
import type { NotSupportedError } from './not-supported-error.js'
import type { ObjectChangedError } from './object-changed-error.js'
import type { OutcomeUnknownError } from './outcome-unknown-error.js'
import type { RedirectError } from './redirect-error.js'
import type { TimeoutError } from './timeout-error.js'
import type { UnreachableError } from './unreachable-error.js'

/** Everything a call can fail with; tell them apart by `_tag`. */
export type AisError =
  | ApiError
  | UnreachableError
  | TimeoutError
  | AbortedError
  | DecodeError
  | InvalidInputError
  | ChecksumError
  | RedirectError
  | ObjectChangedError
  | NotReplayableError
  | OutcomeUnknownError
  | NotSupportedError
  | JobError
  | LocalFileError

/** Tells whether a value is an error of the SDK, also across two copies of the package. */
export const isAisError = (value: unknown): value is AisError => isBranded(value)
