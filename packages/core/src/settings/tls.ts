import { platform } from '#platform'
import { invalidInput } from '../checks/invalid-input.js'
import { LocalFileError } from '../errors/local-file-error.js'
import type { TlsOptions } from '../options.js'
import { envFlag } from './environment.js'

const isSet = (variable: string): boolean => (platform.env(variable) ?? '') !== ''

/** The older name counts only where the newer one is not set at all, also when that says no. */
const skipsVerifying = (): boolean =>
  envFlag(platform.env('AIS_SKIP_VERIFY_CRT') === undefined ? 'AIS_SKIP_VERIFY' : 'AIS_SKIP_VERIFY_CRT')

const readPem = async (variable: string): Promise<string | undefined> => {
  const path = platform.env(variable)
  if (path === undefined || path === '') return undefined
  try {
    return await platform.readText(path)
  } catch (cause) {
    throw new LocalFileError(
      path,
      `connect: the file ${path} of ${variable} cannot be read`,
      { operation: 'connect' },
      cause,
    )
  }
}

const readPair = async (): Promise<readonly (string | undefined)[]> =>
  isSet('AIS_CRT') && isSet('AIS_CRT_KEY') ? Promise.all([readPem('AIS_CRT'), readPem('AIS_CRT_KEY')]) : []

/**
 * Resolves TLS as the Python SDK does: skipping wins over certificates, the option over the environment, and the
 * client certificate is taken from the environment only when both of its variables are set.
 */
export const resolveTls = (option: TlsOptions = {}): (() => Promise<TlsOptions>) => {
  if ((option.cert === undefined) !== (option.key === undefined))
    throw invalidInput('connect', 'tls', 'needs cert and key together')
  const skipVerify = option.skipVerify ?? skipsVerifying()
  return async () => {
    const ca = skipVerify ? undefined : (option.ca ?? (await readPem('AIS_CLIENT_CA')))
    const [cert, key] = option.cert === undefined ? await readPair() : [option.cert, option.key]
    return {
      skipVerify,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    }
  }
}
