import {
  getConfigRoute,
  getJwksRoute,
  getOidcConfigRoute,
  getPublicKeyRoute,
  rotateKeyRoute,
  setConfigRoute,
} from '@ais/authn/wire'
import { ApiFailure } from '../../api-failure.js'
import { lowerCaseKeys } from '../../server/read-request.js'
import { done, json, requireAdmin, type AuthnContext, type AuthnEntry } from '../authn-context.js'
import { maxTokenAgeNs } from '../authn-state.js'
import { goDurationNs } from '../../rules/go-duration.js'
import { configDuration } from '../go-duration.js'

const getConfig: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const { settings } = context.state
  return json({
    auth: {
      secret: context.signer.keys.secret,
      expiration_time: configDuration(settings.expirationNs),
      max_token_age: configDuration(maxTokenAgeNs),
      public_key: null,
      signing_key: { bits: 2048 },
      db: { type: '', filepath: '' },
    },
    log: { dir: '', level: settings.logLevel, max_size: '4MiB', max_total: '64MiB', flush_interval: '30s' },
    net: {
      external_url: '',
      http: {
        server_crt: 'server.crt',
        server_key: 'server.key',
        port: Number(new URL(context.url).port),
        use_https: false,
      },
    },
    timeout: { default_timeout: '30s' },
  })
}

const invalid = (reason: string): ApiFailure => new ApiFailure(400, reason)

/** A part of the message; `undefined` when it is missing. @throws ApiFailure 400 */
const part = (message: Readonly<Record<string, unknown>>, name: string) => {
  if (message[name] === undefined || message[name] === null) return undefined
  const found = lowerCaseKeys(message[name])
  if (found === undefined || Object.values(found).some((value) => typeof value !== 'string'))
    throw invalid('Invalid request')
  return found as Readonly<Record<string, string>>
}

const readExpiration = (text: string): number => {
  const ns = goDurationNs(text)
  if (ns === undefined) throw invalid('Invalid request')
  const given = configDuration(ns)
  if (ns !== 0 && ns < 60e9)
    throw invalid(`invalid configuration: invalid auth.expiration_time=${given}, expected 0 (default 24h) or >= 1m`)
  if (ns > maxTokenAgeNs)
    throw invalid(
      `invalid configuration: invalid config: auth.expiration_time=${given} cannot exceed auth.max_token_age=${configDuration(maxTokenAgeNs)}`,
    )
  return ns === 0 ? 24 * 3600e9 : ns
}

const checkLevel = (level: string): void => {
  if (!/^-?\d+$/.test(level))
    throw invalid(`invalid config update: invalid log.level="${level}" (expected integer string)`)
  if (Number(level) < 0 || Number(level) > 5)
    throw invalid(`invalid config update: invalid log.level=${level} (expected value between 0 and 5)`)
}

const parseConfig = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const message = lowerCaseKeys(JSON.parse(text))
    if (message !== undefined) return message
  } catch {
    // Falls through: what is not JSON is refused in the same words.
  }
  throw invalid('Invalid request')
}

const setConfig: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const message = parseConfig(request.text)
  const [auth, log] = [part(message, 'auth'), part(message, 'log')]
  if (auth === undefined && log === undefined) throw invalid('invalid config update: configuration is empty')
  if (auth?.['secret'] === '') throw invalid('invalid config update: secret defined but empty string')
  if (log?.['level'] !== undefined) checkLevel(log['level'])
  const { settings } = context.state
  const expiration = auth?.['expiration_time']
  context.state.settings = {
    expirationNs: expiration === undefined ? settings.expirationNs : readExpiration(expiration),
    logLevel: log?.['level'] ?? settings.logLevel,
  }
  if (auth?.['secret'] !== undefined) context.signer.replaceSecret(auth['secret'])
  await saveKeys(context)
  return done
}

const saveKeys = (context: AuthnContext): Promise<void> => {
  context.state.keys = context.signer.keys
  return context.save()
}

const oidcConfig: AuthnEntry['handle'] = (_request, { url }) =>
  json({
    issuer: url,
    token_endpoint: `${url}/v1/tokens`,
    userinfo_endpoint: `${url}/v1/users`,
    jwks_uri: `${url}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['HS256', 'RS256'],
  })

const jwks: AuthnEntry['handle'] = async (_request, { signer }) => {
  const keys = await signer.publicKeys()
  if (keys === undefined) throw invalid('JWKS not available for current signing method')
  return json(keys.jwks, { 'Cache-Control': 'max-age=86400, public' })
}

const publicKey: AuthnEntry['handle'] = async (_request, { signer }) => {
  const keys = await signer.publicKeys()
  if (keys === undefined) throw invalid('current signing method does not have a public key')
  return json({ public_key: keys.pem })
}

const rotate: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  if (context.signer.keys.pair === undefined) throw invalid('rotation not supported for current signing method')
  await context.signer.rotate()
  await saveKeys(context)
  return done
}

/** Configuration, discovery and signing keys. */
export const serverHandlers: readonly AuthnEntry[] = [
  { route: getConfigRoute, handle: getConfig },
  { route: setConfigRoute, handle: setConfig },
  { route: getOidcConfigRoute, handle: oidcConfig },
  { route: getJwksRoute, handle: jwks },
  { route: getPublicKeyRoute, handle: publicKey },
  { route: rotateKeyRoute, handle: rotate },
]
