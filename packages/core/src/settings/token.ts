import { platform } from '#platform'
import { invalidInput } from '../checks/invalid-input.js'
import { isAisError } from '../errors/ais-error.js'
import { InvalidInputError } from '../errors/invalid-input-error.js'
import { LocalFileError } from '../errors/local-file-error.js'
import type { TokenSource } from '../options.js'
import type { Settings } from './settings.js'

/**
 * Reads a token file as AIStore's command line writes it, `{"token": "…"}`.
 * @throws LocalFileError when it cannot be read or holds something else; its message tells nothing of the content
 */
export const readTokenFile = async (path: string): Promise<string> => {
  const context = { operation: 'connect' }
  let text: string
  try {
    text = await platform.readText(path)
  } catch (cause) {
    if (isAisError(cause)) throw cause
    throw new LocalFileError(path, `connect: the token file ${path} cannot be read`, context, cause)
  }
  try {
    const { token } = JSON.parse(text) as { token?: unknown }
    if (typeof token === 'string' && token !== '') return token
  } catch {
    // Falls through: the message must not carry what the file holds.
  }
  throw new LocalFileError(path, `connect: the token file ${path} is not {"token": "…"}`, context)
}

const visible = /^[\u0021-\u007e]+$/

const check = (token: string): string => {
  if (typeof token !== 'string' || token === '') throw invalidInput('connect', 'token', 'must be a non-empty string')
  if (!visible.test(token))
    throw invalidInput(
      'connect',
      'token',
      'contains characters that no token has: white space, line breaks, or not ASCII',
    )
  return token
}

/** What a source's error says, without what HTTP clients hang on to theirs: the request with its headers. */
const saidBy = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error('not an Error')
  const said = new Error(error.message)
  said.name = error.name
  if (error.stack !== undefined) said.stack = error.stack
  return said
}

const ask = async (source: Exclude<TokenSource, string>): Promise<string | undefined> => {
  try {
    const token = await source()
    return token === undefined ? undefined : check(token)
  } catch (cause) {
    if (isAisError(cause)) throw cause
    throw new InvalidInputError('token', 'could not be had: its source failed', { operation: 'connect' }, saidBy(cause))
  }
}

/** Resolves where tokens come from: option, `AIS_AUTHN_TOKEN`, the file of `AIS_AUTHN_TOKEN_FILE`, none. */
export const resolveToken = (option: TokenSource | undefined): Pick<Settings, 'hasToken' | 'token'> => {
  const from = (token: Settings['token']): Pick<Settings, 'hasToken' | 'token'> => ({ hasToken: true, token })
  if (typeof option === 'function') return from(() => ask(option))
  const fixed = option ?? platform.env('AIS_AUTHN_TOKEN')
  if (fixed !== undefined && fixed !== '') {
    const token = check(fixed)
    return from(() => Promise.resolve(token))
  }
  if (option === '') throw invalidInput('connect', 'token', 'must not be empty: leave it out instead')
  const file = platform.env('AIS_AUTHN_TOKEN_FILE')
  if (file === undefined || file === '') return { hasToken: false, token: () => Promise.resolve(undefined) }
  return from(() => ask(() => readTokenFile(file)))
}
