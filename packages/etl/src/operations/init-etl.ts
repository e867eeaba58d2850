import { at, firstProblem, invalidInput, readText, type InvalidInputError, type Operation } from '@ais/core'
import { checkDuration, checkEtlName } from '../check-etl-name.js'
import { initEtlRoute } from '../wire/routes.js'

/** How the cluster talks to an ETL's containers: it pushes objects, they pull them, or both by a web socket. */
export type EtlCommunication = 'hpush' | 'hpull' | 'ws'

/** What all ways of starting an ETL have. */
export interface InitEtlLimits {
  /** @defaultValue 'hpush' */
  readonly commType?: EtlCommunication
  /** How long the containers may take to start, as Go writes times. @defaultValue '5m' */
  readonly initTimeout?: string
  /** How long one object may take. @defaultValue '45s' */
  readonly objTimeout?: string
}

/** Options of {@link initEtl}. */
export interface InitEtlOptions extends InitEtlLimits {
  /** Image of the container. */
  readonly image: string
  /** What it runs, instead of what the image says. */
  readonly command?: readonly string[]
  /** Environment of the container. */
  readonly env?: Readonly<Record<string, string>>
  /** Let containers put results to their target themselves; needed for `ws`. @defaultValue false */
  readonly directPut?: boolean
  /** Give containers the path of the object's file instead of its content. @defaultValue false */
  readonly directFileAccess?: boolean
}

const communications: readonly string[] = ['hpush', 'hpull', 'ws']

const checkLimits = (
  operation: string,
  options: InitEtlLimits & { readonly directPut?: boolean },
): InvalidInputError | undefined =>
  firstProblem(
    options.commType === undefined || communications.includes(options.commType)
      ? undefined
      : invalidInput(operation, 'commType', `must be one of ${communications.join(', ')}`),
    options.commType === 'ws' && options.directPut !== true
      ? invalidInput(operation, 'directPut', 'must be true with ws')
      : undefined,
    checkDuration(operation, 'initTimeout', options.initTimeout),
    checkDuration(operation, 'objTimeout', options.objTimeout),
  )

const limits = (options: InitEtlLimits) => ({
  communication: `${options.commType ?? 'hpush'}://`,
  init_timeout: options.initTimeout ?? '5m',
  obj_timeout: options.objTimeout ?? '45s',
})

/**
 * Starts an ETL from a container's image, and gives the id of the job that it runs as.
 * @throws ApiError NotSupported (no ETL in this cluster), EtlAlreadyExists, BadRequest
 * @wire PUT /v1/etl: api/etl.go ETLInit
 */
export const initEtl = (etlName: string, options: InitEtlOptions): Operation<string> => {
  const name = 'etl.init'
  const problem = firstProblem(
    checkEtlName(name, etlName),
    typeof options.image === 'string' && options.image !== ''
      ? undefined
      : invalidInput(name, 'image', 'must not be empty'),
    checkLimits(name, options),
  )
  const env = { ...options.env, ...(options.directFileAccess === true ? { ETL_DIRECT_FQN: 'true' } : {}) }
  const variables = Object.entries(env).map(([key, value]) => ({ name: key, value }))
  return {
    ...at(name, initEtlRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `etl ${etlName}`,
    body: {
      kind: 'json',
      // Variables may hold credentials: they are put together when the message is sent.
      value: () => ({
        name: etlName,
        ...limits(options),
        support_direct_put: options.directPut ?? false,
        runtime: {
          image: options.image,
          ...(options.command === undefined ? {} : { command: options.command }),
          ...(variables.length === 0 ? {} : { env: variables }),
        },
      }),
    },
    secrets: () => Object.values(options.env ?? {}),
    idempotent: false,
    read: readText,
  }
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** Values of environment variables in a pod's specification. */
const valuesIn = (spec: string): readonly string[] =>
  spec
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('value:'))
    .map((line) => line.slice('value:'.length).trim())
    .flatMap((value) => (/^["']/.test(value) ? [value, value.slice(1, -1)] : [value]))

/**
 * Starts an ETL from a Kubernetes pod's specification, and gives the id of the job that it runs as. AIStore means to drop this: prefer {@link initEtl}.
 * @throws ApiError NotSupported, EtlAlreadyExists, BadRequest
 * @wire PUT /v1/etl: api/etl.go ETLInit
 */
export const initEtlSpec = (etlName: string, spec: string, options: InitEtlLimits = {}): Operation<string> => {
  const name = 'etl.initSpec'
  const problem = firstProblem(
    checkEtlName(name, etlName),
    spec === '' ? invalidInput(name, 'spec', 'must not be empty') : undefined,
    checkLimits(name, { ...options, directPut: true }),
  )
  return {
    ...at(name, initEtlRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `etl ${etlName}`,
    body: { kind: 'json', value: () => ({ name: etlName, ...limits(options), spec: base64(spec) }) },
    secrets: () => [base64(spec), ...valuesIn(spec)],
    idempotent: false,
    read: readText,
  }
}
