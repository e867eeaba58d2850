import { ApiFailure } from './api-failure.js'

/** Actions that AIStore has and this emulator does not: refused as such, never taken for something else. */
const known: ReadonlySet<string> = new Set([
  'add-remote-bck',
  'attach-remote',
  'decommission',
  'detach-remote',
  'shutdown',
  'shutdown-node',
])

/** Says that AIStore has something that the emulator does not. */
export const notEmulated = (what: string): ApiFailure =>
  new ApiFailure(501, `${what} is not emulated (AIStore has it; run against a real cluster)`, 'ErrUnsupp')

/** Resources that AIStore has and this emulator does not. */
const knownResources: ReadonlySet<string> = new Set(['tokens'])

/** The answer to a path that no handler takes. */
export const unknownPath = (method: string, url: string, remoteAddress: string): ApiFailure => {
  const [, version, resource = ''] = (url.split('?')[0] ?? '').split('/')
  if (version === 's3') return notEmulated('the S3 API')
  return version === 'v1' && knownResources.has(resource)
    ? notEmulated(`/v1/${resource}`)
    : new ApiFailure(400, `invalid request URI: '${method} ${url}' from ${remoteAddress}`)
}

/** The answer to an action that no handler takes. */
export const unknownAction = (action: string): ApiFailure =>
  known.has(action) ? notEmulated(`action "${action}"`) : new ApiFailure(400, `invalid action "${action}"`)
