import { platform } from '#platform'
import { checkInteger } from '../checks/check-integer.js'
import { firstProblem, invalidInput } from '../checks/invalid-input.js'
import { isAisError } from '../errors/ais-error.js'
import { InvalidInputError } from '../errors/invalid-input-error.js'
import type { ConnectOptions, EndpointMap } from '../options.js'
import { parseEndpoint, parseOrigin } from './endpoint.js'
import { envNumber, envSecondsAsMs, maxTimerMs } from './environment.js'
import type { Settings } from './settings.js'
import { resolveTls } from './tls.js'
import { resolveToken } from './token.js'

const mapOf = (map: EndpointMap | undefined): ((origin: string) => string) => {
  if (map === undefined) return (origin) => origin
  const parse = (address: string): string => parseOrigin(address, 'connect', 'endpointMap')
  if (typeof map === 'function')
    return (origin) => {
      try {
        return parse(map(origin))
      } catch (cause) {
        if (isAisError(cause)) throw cause
        throw new InvalidInputError('endpointMap', `failed for ${origin}`, { operation: 'connect' }, cause)
      }
    }
  const origins = new Map(Object.entries(map).map(([from, to]) => [parse(from), parse(to)]))
  return (origin) => origins.get(origin) ?? origin
}

/** Checks options, fills in environment and defaults. @throws InvalidInputError */
export const resolveSettings = (options: ConnectOptions): Settings => {
  const { timeouts = {}, retry = {} } = options
  const { coldGet = {} } = retry
  const duration = (field: keyof typeof timeouts): ReturnType<typeof checkInteger> =>
    checkInteger('connect', `timeouts.${field}`, timeouts[field], { min: 0, max: maxTimerMs })
  const problem = firstProblem(
    duration('connectMs'),
    duration('headersMs'),
    duration('idleMs'),
    duration('totalMs'),
    checkInteger('connect', 'retry.maxAttempts', retry.maxAttempts, { min: 1, max: 20 }),
    checkInteger('connect', 'retry.baseDelayMs', retry.baseDelayMs, { min: 0, max: maxTimerMs }),
    checkInteger('connect', 'retry.maxDelayMs', retry.maxDelayMs, { min: 0, max: maxTimerMs }),
    checkInteger('connect', 'retry.coldGet.estBandwidthBps', coldGet.estBandwidthBps, { min: 1 }),
    checkInteger('connect', 'retry.coldGet.maxColdWaitMs', coldGet.maxColdWaitMs, { min: 0, max: maxTimerMs }),
    checkInteger('connect', 'maxPoolSize', options.maxPoolSize, { min: 1 }),
    retry.budgetRatio === undefined || (retry.budgetRatio >= 0 && retry.budgetRatio <= 1)
      ? undefined
      : invalidInput('connect', 'retry.budgetRatio', 'must be from 0 to 1'),
  )
  if (problem !== undefined) throw problem
  const readMs = envSecondsAsMs('AIS_READ_TIMEOUT') ?? 20_000
  return {
    endpoint: parseEndpoint(options.endpoint ?? platform.env('AIS_ENDPOINT')),
    timeouts: {
      connectMs: timeouts.connectMs ?? envSecondsAsMs('AIS_CONNECT_TIMEOUT') ?? 3_000,
      headersMs: timeouts.headersMs ?? readMs,
      idleMs: timeouts.idleMs ?? readMs,
      totalMs: timeouts.totalMs ?? 0,
    },
    retry: {
      maxAttempts: retry.maxAttempts ?? 5,
      baseDelayMs: retry.baseDelayMs ?? 100,
      maxDelayMs: retry.maxDelayMs ?? 10_000,
      budgetRatio: retry.budgetRatio ?? 0.1,
      coldGet: {
        estBandwidthBps: coldGet.estBandwidthBps ?? 1_250_000_000,
        maxColdWaitMs: coldGet.maxColdWaitMs ?? 180_000,
        enableRemoteHead: coldGet.enableRemoteHead ?? true,
      },
    },
    maxPoolSize: options.maxPoolSize ?? Math.floor(envNumber('AIS_MAX_CONN_POOL', 1) ?? 10),
    strictRedirects: options.strictRedirects ?? false,
    mapOrigin: mapOf(options.endpointMap),
    middleware: options.middleware ?? [],
    ...resolveToken(options.token),
    tls: resolveTls(options.tls),
  }
}
