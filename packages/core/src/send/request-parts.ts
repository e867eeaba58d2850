import { platform } from '#platform'
import { InvalidInputError } from '../errors/invalid-input-error.js'
import type { Operation } from '../operation.js'
import { encodeQuery } from '../wire/query.js'
import { parseOrigin } from '../settings/endpoint.js'
import { originOf } from './redirect-rules.js'
import type { CallScope } from './call-scope.js'
import type { Session } from './session.js'

const queryOf = ({ name, query = {} }: Operation<unknown>): string => {
  try {
    return encodeQuery(query)
  } catch (cause) {
    throw new InvalidInputError('query', 'holds text that is not valid Unicode', { operation: name }, cause)
  }
}

/** URL of an operation at the endpoint, or at the node it names. */
export const requestUrl = (session: Session, operation: Operation<unknown>): string => {
  const query = queryOf(operation)
  const base =
    operation.baseUrl === undefined
      ? session.settings.endpoint
      : session.settings.mapOrigin(parseOrigin(operation.baseUrl, operation.name, 'baseUrl'))
  return `${base}${operation.path}${query === '' ? '' : `?${query}`}`
}

/** A node is sent the token only if it is the endpoint itself or one of the cluster's nodes. */
const mayHaveToken = async (session: Session, operation: Operation<unknown>, scope: CallScope): Promise<boolean> => {
  if (operation.baseUrl === undefined) return true
  const origin = originOf(operation.baseUrl)
  if (origin === session.settings.endpoint) return true
  const map = await session.clusterMap({ signal: scope.signal })
  return [...map.proxies, ...map.targets].some((node) => originOf(node.publicUrl) === origin)
}

const plainHeaders = (operation: Operation<unknown>): Record<string, string> => {
  const headers: Record<string, string> = {}
  if (platform.userAgent !== undefined) headers['user-agent'] = platform.userAgent
  if (operation.body?.kind === 'json') headers['content-type'] = 'application/json'
  const own = operation.headers
  if (own !== undefined)
    for (const name of Object.keys(own)) {
      const value = own[name]
      if (value !== undefined) headers[name.toLowerCase()] = value
    }
  return headers
}

/** Headers of an operation, lower case: as they go to the endpoint, the token among them, and as they go elsewhere. */
export interface HeadersOfCall {
  readonly headers: Readonly<Record<string, string>>
  readonly headersElsewhere: Readonly<Record<string, string>>
}

/** Only the endpoint may see a token; wherever it redirects to needs none, and may be anybody. */
const split = (headers: Readonly<Record<string, string>>): HeadersOfCall => {
  const { authorization, ...headersElsewhere } = headers
  return { headers, headersElsewhere: authorization === undefined ? headers : headersElsewhere }
}

const withToken = async (session: Session, operation: Operation<unknown>, scope: CallScope): Promise<HeadersOfCall> => {
  const headers = plainHeaders(operation)
  const token = await session.settings.token()
  if (token !== undefined && (await mayHaveToken(session, operation, scope)))
    headers['authorization'] = `Bearer ${token}`
  return split(headers)
}

/** Makes the headers of a call; at once where there is no token to wait for. */
export const requestHeaders = (
  session: Session,
  operation: Operation<unknown>,
  scope: CallScope,
): HeadersOfCall | Promise<HeadersOfCall> =>
  session.settings.hasToken ? withToken(session, operation, scope) : split(plainHeaders(operation))

/** JSON content of an operation as it goes along with every hop. @throws InvalidInputError for what JSON cannot hold */
export const jsonContent = ({ name, body }: Operation<unknown>): Uint8Array | undefined => {
  if (body?.kind !== 'json') return undefined
  try {
    const value: unknown = typeof body.value === 'function' ? (body.value as () => unknown)() : body.value
    return new TextEncoder().encode(JSON.stringify(value))
  } catch (cause) {
    throw new InvalidInputError('body', 'holds a value that JSON cannot express', { operation: name }, cause)
  }
}
