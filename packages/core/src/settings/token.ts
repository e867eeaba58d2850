import { platform } from '#platform'
import { checkHeaderValue } from '../checks/check-header-value.js'
import { invalidInput } from '../checks/invalid-input.js'
import { AisErrorBase } from '../errors/ais-error-base.js'
import { LocalFileError } from '../errors/local-file-error.js'
import type { TokenSource } from '../options.js'

const readTokenFile = async (path: string): Promise<string> => {
  const context = { operation: 'connect' }
  let text: string
  try {
    text = await platform.readText(path)
  } catch (cause) {
    if (cause instanceof AisErrorBase) throw cause
    throw new LocalFileError(path, `connect: the token file ${path} of AIS_AUTHN_TOKEN_FILE cannot be read`, context, cause)
  }
  try {
    const { token } = JSON.parse(text) as { token?: unknown }
    if (typeof token === 'string' && token !== '') return token
  } catch {
    // Falls through: the message must not carry what the file holds.
  }
  throw new LocalFileError(path, `connect: the token file ${path} is not {"token": "…"}`, context)
}

const check = (token: string): string => {
  if (typeof token !== 'string' || token === '')
    throw invalidInput('connect', 'token', 'must be a non-empty string')
  const problem = checkHeaderValue('connect', 'token', token)
  if (problem !== undefined || /\s/.test(token))
    throw problem ?? invalidInput('connect', 'token', 'must not contain white space')
  return token
}

/** Resolves where tokens come from: option, `AIS_AUTHN_TOKEN`, the file of `AIS_AUTHN_TOKEN_FILE`, none. */
export const resolveToken = (option: TokenSource | undefined): (() => Promise<string | undefined>) => {
  if (typeof option === 'function') return async () => check(await option())
  const fixed = option ?? platform.env('AIS_AUTHN_TOKEN')
  if (fixed !== undefined && fixed !== '') {
    const token = check(fixed)
    return () => Promise.resolve(token)
  }
  if (option === '') throw invalidInput('connect', 'token', 'must not be empty: leave it out instead')
  const file = platform.env('AIS_AUTHN_TOKEN_FILE')
  if (file === undefined || file === '') return () => Promise.resolve(undefined)
  return async () => check(await readTokenFile(file))
}
