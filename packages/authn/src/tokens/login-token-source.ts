import { InvalidInputError, invalidInput, isAisError, type Connection } from '@ais/core'
import { login, type LoginOptions } from '../operations/login.js'
import { readTokenLife } from '../wire/token-json.js'

/** Who logs in, and when tokens are renewed. */
export interface LoginTokenOptions extends LoginOptions {
  readonly username: string
  /** The password, or a function that is asked for it before every login. */
  readonly password: string | (() => string | Promise<string>)
  /**
   * How long before its end a token is renewed, in milliseconds; at most half of its life.
   * @defaultValue 60000, or a fifth of its life if that is less
   */
  readonly renewBeforeMs?: number
}

/** A token with its times, by this machine's clock. */
interface HeldToken {
  readonly token: string
  readonly renewAtMs: number
  readonly endsAtMs: number
}

/** Shortest wait between two renewals that failed while the token before is still valid. */
const retryAfterMs = 5_000

const operation = 'authn.loginToken'

const askPassword = async (password: LoginTokenOptions['password']): Promise<string> => {
  if (typeof password === 'string') return password
  try {
    return await password()
  } catch (cause) {
    if (isAisError(cause)) throw cause
    // What failed may have the password in it.
    throw new InvalidInputError('password', 'could not be had: its function failed', { operation })
  }
}

const hold = (token: string, startedMs: number, { expiresIn, renewBeforeMs }: LoginTokenOptions): HeldToken => {
  const { iat, exp } = readTokenLife(token) ?? {}
  // The server's clock may differ from this one: a token's life counts from when it was asked for.
  const byClaims = exp === undefined ? undefined : iat === undefined ? exp * 1000 - startedMs : (exp - iat) * 1000
  const lifeMs = byClaims ?? (expiresIn === undefined || expiresIn === 0 ? Infinity : expiresIn * 1000)
  const marginMs = Math.min(renewBeforeMs ?? Math.min(60_000, lifeMs / 5), lifeMs / 2)
  const endsAtMs = startedMs + lifeMs
  return { token, endsAtMs, renewAtMs: lifeMs === Infinity ? Infinity : endsAtMs - marginMs }
}

/**
 * Makes a token source, for the `token` option of a connection, that logs in when the first call needs a token and renews
 * it before it expires. However many calls wait for a token, there is one login; where a renewal fails, the token before is used
 * as long as it is valid.
 * @param client a connection to the AuthN server
 * @throws InvalidInputError for a `renewBeforeMs` that cannot be
 */
export const loginTokenSource = (client: Connection, options: LoginTokenOptions): (() => Promise<string>) => {
  const { username, renewBeforeMs } = options
  if (renewBeforeMs !== undefined && !(renewBeforeMs >= 0))
    throw invalidInput(operation, 'renewBeforeMs', 'must be 0 or more')
  let held: HeldToken | undefined
  let underWay: Promise<string> | undefined

  const renew = async (): Promise<string> => {
    const startedMs = Date.now()
    try {
      const password = await askPassword(options.password)
      const token = await client.send(login(username, password, options))
      held = hold(token, startedMs, options)
      return token
    } catch (error) {
      if (held === undefined || Date.now() >= held.endsAtMs) throw error
      held = { ...held, renewAtMs: Date.now() + retryAfterMs }
      return held.token
    }
  }

  return () => {
    if (held !== undefined && Date.now() < Math.min(held.renewAtMs, held.endsAtMs)) return Promise.resolve(held.token)
    return (underWay ??= renew().finally(() => {
      underWay = undefined
    }))
  }
}
