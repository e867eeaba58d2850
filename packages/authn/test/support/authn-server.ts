import type { ConnectOptions } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'

/** A request as the server of a test sees it. */
export interface Seen {
  readonly call: string
  readonly body: unknown
  readonly authorization: string | undefined
}

/** What it answers: a value as JSON with 200, or an error. */
export type Answers = Readonly<Record<string, unknown>>

/** An error answer. */
export const failed = (status: number, message: string): { readonly failed: unknown; readonly status: number } => ({
  failed: { message, status },
  status,
})

const isFailed = (value: unknown): value is ReturnType<typeof failed> =>
  typeof value === 'object' && value !== null && 'failed' in value

/** Makes a server out of answers by `METHOD host/path`; what is not listed is 200 without content. */
export const authnServer = (answers: Answers | ((seen: Seen) => unknown)) => {
  const seen: Seen[] = []
  const transport = memoryTransport(async ({ method, url, headers, body }) => {
    const { host, pathname, search } = new URL(url)
    const pieces: Uint8Array[] = []
    if (body instanceof Uint8Array) pieces.push(body)
    else if (body !== undefined) for await (const piece of body) pieces.push(piece)
    const text = Buffer.concat(pieces).toString()
    const one: Seen = {
      call: `${method} ${host === 'authn.test' ? '' : host}${pathname}${search}`,
      body: text === '' ? undefined : JSON.parse(text),
      authorization: headers['authorization'],
    }
    seen.push(one)
    const answer = typeof answers === 'function' ? answers(one) : answers[one.call]
    if (isFailed(answer)) return { status: answer.status, body: JSON.stringify(answer.failed) }
    return { status: 200, body: answer === undefined ? '' : JSON.stringify(answer) }
  })
  const options: ConnectOptions = { endpoint: 'http://authn.test', transport, retry: { maxAttempts: 1 } }
  return { seen, options, transport }
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token that lives from `iat` for `seconds`. */
export const jwt = (iat: number, seconds: number, sub = 'u'): string =>
  `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, iat, exp: iat + seconds })}.${part('signature')}`

/** What a promise fails with. */
export const failure = async (promise: Promise<unknown>): Promise<Error & { readonly [key: string]: unknown }> => {
  try {
    await promise
  } catch (error) {
    return error as never
  }
  throw new Error('did not fail')
}
