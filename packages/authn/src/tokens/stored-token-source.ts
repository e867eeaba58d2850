import { NotSupportedError, readTokenFile } from '@ais/core'
import { platform } from '#platform'

/** Options of {@link storedTokenSource}. */
export interface StoredTokenOptions {
  /** A token file as `ais auth login -f` writes it. @defaultValue what environment and command line have */
  readonly file?: string
}

const set = (name: string): string | undefined => {
  const value = platform.env(name)
  return value === undefined || value === '' ? undefined : value
}

/**
 * Makes a source of the token that AIStore's command line uses, for the `token` option of a connection: the given file, else
 * `AIS_AUTHN_TOKEN`, else the file named by `AIS_AUTHN_TOKEN_FILE`, else `~/.config/ais/cli/auth.token`. Environment and file
 * are read anew for every call, so that logging in again with `ais auth login` takes effect at once.
 * Its calls fail with LocalFileError when the file cannot be read or is no token file, NotSupportedError where there are no files.
 * @wire api/authn/loadtoken.go LoadToken
 */
export const storedTokenSource =
  (options: StoredTokenOptions = {}): (() => Promise<string>) =>
  async () => {
    const given = options.file ?? ''
    const token = given === '' ? set('AIS_AUTHN_TOKEN') : undefined
    if (token !== undefined) return token
    const file = given || (set('AIS_AUTHN_TOKEN_FILE') ?? platform.cliTokenFile())
    if (file === undefined)
      throw new NotSupportedError(
        'authn.storedToken: there are no token files on this platform; give the token itself',
        {
          operation: 'authn.storedToken',
        },
      )
    return readTokenFile(file)
  }
