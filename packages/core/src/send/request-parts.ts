import { platform } from '#platform'
import type { CallOptions } from '../connection.js'
import type { Operation } from '../operation.js'
import { encodeQuery } from '../wire/query.js'
import { originOf } from './redirect-rules.js'
import type { Session } from './session.js'

/** URL of an operation at the endpoint, or at the node it names. */
export const requestUrl = (session: Session, operation: Operation<unknown>): string => {
  const query = encodeQuery(operation.query ?? {})
  const base = operation.baseUrl ?? session.settings.endpoint
  return `${base}${operation.path}${query === '' ? '' : `?${query}`}`
}

/** A node is sent the token only if it is the endpoint itself or one of the cluster's nodes. */
const mayHaveToken = async (session: Session, operation: Operation<unknown>, call: CallOptions): Promise<boolean> => {
  if (operation.baseUrl === undefined) return true
  const origin = originOf(operation.baseUrl)
  if (origin === session.settings.endpoint) return true
  const map = await session.clusterMap({ ...(call.signal === undefined ? {} : { signal: call.signal }) })
  return [...map.proxies, ...map.targets].some((node) => originOf(node.publicUrl) === origin)
}

/** Headers of an operation as they go to the endpoint, lower case, the token among them. */
export const requestHeaders = async (
  session: Session,
  operation: Operation<unknown>,
  call: CallOptions,
): Promise<Readonly<Record<string, string>>> => {
  const headers: Record<string, string> = {}
  if (platform.userAgent !== undefined) headers['user-agent'] = platform.userAgent
  if (operation.body?.kind === 'json') headers['content-type'] = 'application/json'
  for (const [name, value] of Object.entries(operation.headers ?? {}))
    if (value !== undefined) headers[name.toLowerCase()] = value
  const token = await session.settings.token()
  if (token !== undefined && (await mayHaveToken(session, operation, call)))
    headers['authorization'] = `Bearer ${token}`
  return headers
}
