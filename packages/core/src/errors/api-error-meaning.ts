import type { ErrorBody } from '../wire/error-body.js'
import type { Method } from '../wire/route.js'
import type { ApiErrorCode } from './api-error-code.js'

/** What is known of an HTTP error when its meaning is chosen. */
export interface ErrorAnswer extends ErrorBody {
  readonly status: number
  readonly requestMethod: Method
  /** Path of the request, below the endpoint. */
  readonly requestPath: string
}

const byTcode: Readonly<Record<string, ApiErrorCode>> = {
  ErrBckNotFound: 'BucketNotFound',
  ErrRemoteBckNotFound: 'RemoteBucketNotFound',
  ErrBucketAlreadyExists: 'BucketAlreadyExists',
  ErrBadCksum: 'ChecksumMismatch',
  ErrRangeNotSatisfiable: 'RangeNotSatisfiable',
  ErrLimitedCoexistence: 'Conflict',
  errNodeNotFound: 'NodeNotFound',
}

const byStatus: Readonly<Record<number, ApiErrorCode>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  416: 'RangeNotSatisfiable',
  429: 'RateLimited',
  501: 'NotSupported',
  503: 'Unavailable',
}

const isObjectPath = (path: string): boolean => /^\/v1\/objects\/[^/]+\/./.test(path)

const isBucketPath = (path: string): boolean => /^\/v1\/buckets\/[^/]/.test(path)

// At the start, or after a node's name: an object may be called `etl job` too.
const etlJob = /(?:^|: )etl job /

const notFound = (answer: ErrorAnswer, message: string): ApiErrorCode => {
  if (answer.tcode === 'ErrFailedTo' && /failed to (lookup bucket|HEAD remote bucket)/.test(message))
    return 'RemoteBucketNotFound'
  if (etlJob.test(message)) return 'EtlNotFound'
  if (answer.tcode === 'ErrUnsupp') return 'NotSupported'
  if (/^(?:\w\[[^\]]+\]: )?(?:aws|gcp|azure|oci|remote) bucket "/.test(message)) return 'RemoteBucketNotFound'
  // Buckets in a namespace of their own are told without a tcode by some handlers.
  if (/^(?:\w\[[^\]]+\]: )?bucket "/.test(message)) return 'BucketNotFound'
  if (isObjectPath(answer.requestPath) || answer.requestPath.startsWith('/v1/ml/')) return 'ObjectNotFound'
  if (/\bjob \S+ does not exist/.test(message)) return 'JobNotFound'
  if (answer.requestPath.startsWith('/v1/cluster') && /(?<![a-z-])x-[a-z-]*\[/.test(message)) return 'JobNotFound'
  // A HEAD without `Hdr-Error`, through a gateway that drops it.
  return message === '' && isBucketPath(answer.requestPath) ? 'BucketNotFound' : 'NotFound'
}

const conflict = (answer: ErrorAnswer, message: string): ApiErrorCode => {
  if (etlJob.test(message)) return 'EtlAlreadyExists'
  if (answer.requestMethod !== 'GET' && /^(?:\w\[[^\]]+\]: )?bucket "[^"]*" already exists/.test(message))
    return 'BucketAlreadyExists'
  return answer.requestMethod === 'GET' && isObjectPath(answer.requestPath) ? 'GetConflict' : 'Conflict'
}

/** Chooses what an HTTP error means: by AIStore's own code first, then by status, then by what was asked. */
export const apiErrorCode = (answer: ErrorAnswer): ApiErrorCode => {
  const { tcode = '', message = '', status } = answer
  const own = Object.hasOwn(byTcode, tcode) ? byTcode[tcode] : undefined
  // A cloud bucket that cannot be created is 501 with the tcode of one that does not exist.
  if (own !== undefined && !(own === 'RemoteBucketNotFound' && status === 501)) return own
  if (status === 404) return notFound(answer, message)
  if (status === 409) return conflict(answer, message)
  return byStatus[status] ?? 'Other'
}
