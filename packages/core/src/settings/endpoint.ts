import { invalidInput } from '../checks/invalid-input.js'
import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { remembering } from '../flows/remembering.js'

const advice = 'give it as http://host:port or https://host:port'

/**
 * Checks the address of a node and gives its origin; a path of `/v1` is taken for none. Calls that go straight to a node are many, and
 * nodes few. @throws InvalidInputError
 */
export const parseOrigin = remembering((address, operation: string, field: string): string => {
  const wrong = (reason: string): InvalidInputError => invalidInput(operation, field, reason)
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw wrong(`is not a URL: ${advice}`)
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw wrong(`must be http or https: ${advice}`)
  if (url.username !== '' || url.password !== '') throw wrong('must not carry credentials: use the token option')
  if (!/^\/?(v1\/?)?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw wrong(`must not have a path, query or fragment: ${advice}`)
  return url.origin
})

/** Checks an endpoint and gives its origin. @throws InvalidInputError */
export const parseEndpoint = (endpoint: string | undefined): string => {
  if (endpoint === undefined || endpoint === '')
    throw invalidInput('connect', 'endpoint', `is missing: ${advice}, or set AIS_ENDPOINT`)
  return parseOrigin(endpoint, 'connect', 'endpoint')
}
