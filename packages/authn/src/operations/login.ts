import { at, firstProblem, invalidInput, readJson, type Operation } from '@ais/core'
import { checkPassword } from '../check-authn.js'
import { loginRoute } from '../wire/routes.js'
import { TokenJson } from '../wire/token-json.js'

/** Options of {@link login}. */
export interface LoginOptions {
  /**
   * How long the token lives, in seconds: 0 for as long as the server allows, else at least 60.
   * @defaultValue the server's `expiration_time`, 24 hours unless configured otherwise
   */
  readonly expiresIn?: number
}

/** Most seconds that AuthN's nanoseconds can hold. */
const maxSeconds = 9_223_372_036

/**
 * Logs a user in and gives the token.
 * @throws ApiError InvalidCredentials, BadRequest (a life that the server does not allow)
 * @wire POST /v1/users/{user}: api/authn/authn.go LoginUser; `expires_in` is nanoseconds
 */
export const login = (username: string, password: string, options: LoginOptions = {}): Operation<string> => {
  const name = 'authn.login'
  const { expiresIn } = options
  const problem = firstProblem(
    typeof username === 'string' && username.trim() !== ''
      ? undefined
      : invalidInput(name, 'username', 'must not be blank'),
    checkPassword(name, password),
    expiresIn === undefined || (expiresIn >= 0 && expiresIn <= maxSeconds)
      ? undefined
      : invalidInput(name, 'expiresIn', `must be from 0 to ${maxSeconds} seconds`),
  )
  const expires = expiresIn === undefined ? {} : { expires_in: Math.round(expiresIn * 1e9) }
  return {
    ...at(name, loginRoute, { user: problem === undefined ? username : '' }),
    ...(problem === undefined ? {} : { problem }),
    subject: `user ${username}`,
    body: { kind: 'json', value: () => ({ password, ...expires }) },
    secrets: () => [password],
    // Another token of the same user: the first one just expires.
    idempotent: true,
    meaning: ({ status, message = '' }) =>
      status === 401 && message.includes('invalid credentials') ? 'InvalidCredentials' : undefined,
    read: async (response) => (await readJson(name, TokenJson)(response)).token,
  }
}
