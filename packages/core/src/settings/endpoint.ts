import { invalidInput } from '../checks/invalid-input.js'

const advice = 'give it as http://host:port or https://host:port'

/** Checks an endpoint and gives its origin. @throws InvalidInputError */
export const parseEndpoint = (endpoint: string | undefined): string => {
  if (endpoint === undefined || endpoint === '')
    throw invalidInput('connect', 'endpoint', `is missing: ${advice}, or set AIS_ENDPOINT`)
  let url: URL
  try {
    url = new URL(endpoint)
  } catch {
    throw invalidInput('connect', 'endpoint', `is not a URL: ${advice}`)
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw invalidInput('connect', 'endpoint', `must be http or https: ${advice}`)
  if (url.username !== '' || url.password !== '')
    throw invalidInput('connect', 'endpoint', 'must not carry credentials: use the token option')
  if (!/^\/?(v1\/?)?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw invalidInput('connect', 'endpoint', `must not have a path, query or fragment: ${advice}`)
  return url.origin
}
