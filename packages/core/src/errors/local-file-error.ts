import { AisErrorBase, type ErrorContext } from './ais-error-base.js'

/** A file or folder on this machine that cannot be used: missing, a directory, unreadable, changed while it was sent. */
export class LocalFileError extends AisErrorBase {
  override readonly name = 'LocalFileError'
  readonly _tag = 'LocalFile'
  readonly localPath: string
  /** The system's code, as in `ENOENT`, where there is one. */
  readonly code: string | undefined

  constructor(localPath: string, message: string, context: ErrorContext, cause?: unknown) {
    super(message, context, cause)
    this.localPath = localPath
    const code = (cause as { code?: unknown } | undefined)?.code
    this.code = typeof code === 'string' ? code : undefined
  }
}
