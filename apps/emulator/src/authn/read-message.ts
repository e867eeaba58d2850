import { RoleInfo, type ClusterInfo } from '@ais/authn/wire'
import { ApiFailure } from '../api-failure.js'
import { noObjectError } from '../rules/go-json-error.js'
import { lowerCaseKeys } from '../server/read-request.js'
import type { AuthnRequest } from './authn-context.js'

type Message = Readonly<Record<string, unknown>>

/** Where the real server reads a message: its errors say so. */
const placeOf = (type: string, method: string): string => {
  if (type === 'CluACL') return method === 'PUT' ? '#437' : '#420'
  return { TokenMsg: '#183', User: '#259', LoginMsg: '#376', Role: '#557' }[type] ?? ''
}

/** What is wrong with a message. */
const unmarshal = ({ path, method }: AuthnRequest, type: string, reason: string): ApiFailure =>
  new ApiFailure(
    400,
    `${path}: failed to unmarshal [*authn.${type}] (${method}), err: ${reason} (hserv.go, ${placeOf(type, method)})`,
  )

/** Reads the JSON of a request; Go matches keys whatever their case. @throws ApiFailure 400 */
export const readMessage = (request: AuthnRequest, type: string): Message => {
  if (request.text === '') throw unmarshal(request, type, 'EOF')
  let value: unknown
  try {
    value = JSON.parse(request.text)
  } catch {
    throw unmarshal(request, type, noObjectError(request.text, `authn.${type}`))
  }
  const message = lowerCaseKeys(value)
  if (message === undefined) throw unmarshal(request, type, noObjectError(request.text, `authn.${type}`))
  return message
}

/** A field that is text, or missing. @throws ApiFailure 400 */
export const textOf = (request: AuthnRequest, type: string, message: Message, field: string): string => {
  const value = message[field]
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw unmarshal(request, type, `authn.${type}.${field}: not a string`)
  return value
}

/** A field that is a number, or missing. @throws ApiFailure 400 */
export const numberOf = (request: AuthnRequest, type: string, message: Message, field: string): number | undefined => {
  const value = message[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number') throw unmarshal(request, type, `authn.${type}.${field}: not a number`)
  return value
}

/** Names of the roles of a user: the rest of what is sent of them does not count. @throws ApiFailure 400 */
export const roleNamesOf = (request: AuthnRequest, message: Message): readonly string[] => {
  const { roles } = message
  if (roles === undefined || roles === null) return []
  if (!Array.isArray(roles)) throw unmarshal(request, 'User', 'authn.User.Roles: not an array')
  return roles.map((role: unknown) => {
    const name = lowerCaseKeys(role)?.['name']
    if (typeof name !== 'string') throw unmarshal(request, 'User', 'authn.User.Roles: []*authn.Role: not a role')
    return name
  })
}

const hasNumericPermission = (list: unknown): boolean =>
  Array.isArray(list) && list.some((one: unknown) => typeof lowerCaseKeys(one)?.['perm'] === 'number')

/** A role. @throws ApiFailure 400 */
export const roleOf = (request: AuthnRequest): RoleInfo => {
  const message = readMessage(request, 'Role')
  if (hasNumericPermission(message['clusters']) || hasNumericPermission(message['buckets']))
    throw unmarshal(request, 'Role', 'stringModeNumberDecoder: permissions are text')
  const decoded = RoleInfo.decode({ name: '', ...message })
  if (decoded._tag === 'Left') throw unmarshal(request, 'Role', 'not a role')
  return decoded.right
}

/** A cluster. @throws ApiFailure 400 */
export const clusterOf = (request: AuthnRequest): ClusterInfo => {
  const message = readMessage(request, 'CluACL')
  const urls = message['urls'] ?? []
  if (!Array.isArray(urls) || urls.some((url) => typeof url !== 'string'))
    throw unmarshal(request, 'CluACL', 'authn.CluACL.URLs: not a list of texts')
  return {
    id: textOf(request, 'CluACL', message, 'id'),
    alias: textOf(request, 'CluACL', message, 'alias'),
    urls: urls as readonly string[],
  }
}
