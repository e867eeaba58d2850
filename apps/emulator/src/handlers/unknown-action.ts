import type { ApiFailure } from '../api-failure.js'
import type { Match } from '../dispatch.js'
import type { HandlerContext } from '../server/handler.js'
import { unknownAction } from '../strict.js'
import { addressedBucket, bucketNotFound, checkName } from './buckets/require-bucket.js'

/**
 * The answer to an action that no handler takes. A real proxy looks for the bucket first; with an action that is none of an object's,
 * it takes the object's name for a part of the bucket's.
 * @wire ais/proxy.go httpobjpost, _bckpost
 */
export const unknownActionAt = (
  method: string,
  [match]: readonly Match[],
  action: string,
  query: URLSearchParams,
  { cluster }: HandlerContext,
): ApiFailure => {
  const failure = unknownAction(action)
  const { bucket, object } = match?.params ?? {}
  if (failure.status === 501 || method !== 'POST' || bucket === undefined) return failure
  if (object !== undefined) checkName(`${bucket}/${object}`)
  const addressed = addressedBucket({ params: { bucket }, query })
  return addressed.provider === 'ais' &&
    addressed.namespace.uuid === '' &&
    cluster.buckets.find(addressed) === undefined
    ? bucketNotFound(addressed)
    : failure
}
