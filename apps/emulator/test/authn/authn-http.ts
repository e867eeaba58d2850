import { request } from 'undici'

/** What a test sees of an answer. */
export interface Told {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  /** The error's message; `undefined` where there is none. */
  readonly message: string | undefined
}

const messageOf = (text: string): string | undefined => {
  try {
    return (JSON.parse(text) as { message?: string }).message
  } catch {
    return undefined
  }
}

/** Sends one request as it is, redirects not followed. */
export const ask = async (
  method: string,
  url: string,
  options: { readonly token?: string; readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<Told> => {
  const response = await request(url, {
    method: method as 'GET',
    headers: {
      ...options.headers,
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    body:
      typeof options.body === 'string' || options.body === undefined
        ? (options.body ?? null)
        : JSON.stringify(options.body),
  })
  const text = await response.body.text()
  const headers = new Headers(
    Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return { status: response.statusCode, text, headers, message: messageOf(text) }
}

/** Logs in; the token. */
export const logIn = async (authn: string, user: string, password: string, expiresIn?: number): Promise<string> => {
  const { text } = await ask('POST', `${authn}/v1/users/${user}`, { body: { password, expires_in: expiresIn ?? null } })
  return (JSON.parse(text) as { token: string }).token
}
