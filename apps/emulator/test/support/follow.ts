import { send, type Answer } from './object-client.js'

interface Call {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends a request and follows its redirect, as clients do. */
export const follow = async (method: string, url: string, call: Call = {}): Promise<Answer> => {
  const answer = await send(method, url, call)
  const { location } = answer.headers
  return location !== undefined && (answer.status === 301 || answer.status === 307)
    ? send(method, location, call)
    : answer
}

/** Sends an action message. */
export const act = (method: string, url: string, action: string, more: object = {}): Promise<Answer> =>
  follow(method, url, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ action, ...more }) })
