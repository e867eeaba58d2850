import {
  actionBody,
  atBucket,
  checkInteger,
  firstProblem,
  invalidInput,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { indexShardsRoute, rechunkRoute } from '../wire/routes.js'

/** Options of {@link rechunkBucket}. */
export interface RechunkOptions {
  /** Objects of this size in bytes or more are cut into chunks; 0 makes all of them whole again. @defaultValue 0 */
  readonly objectSizeLimitBytes?: number
  /** Size of a chunk in bytes, 1 or more. */
  readonly chunkSizeBytes: number
  /** Only names that start with this. @defaultValue '': all */
  readonly prefix?: string
}

/**
 * Starts storing a bucket's objects in chunks, or whole again; gives the job's id.
 * @throws ApiError BucketNotFound
 * @wire POST /v1/buckets/{bucket} rechunk: api/bucket.go RechunkBucket
 */
export const rechunkBucket = (bucket: BucketRef, options: RechunkOptions): Operation<string> => {
  const name = 'buckets.rechunk'
  const place = atBucket(name, rechunkRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkInteger(name, 'objectSizeLimitBytes', options.objectSizeLimitBytes, { min: 0 }),
    options.chunkSizeBytes === undefined
      ? invalidInput(name, 'chunkSizeBytes', 'must be given')
      : checkInteger(name, 'chunkSizeBytes', options.chunkSizeBytes, { min: 1 }),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('rechunk', {
      value: {
        'objsize-limit': options.objectSizeLimitBytes ?? 0,
        'chunk-size': options.chunkSizeBytes,
        prefix: options.prefix ?? '',
        'sync-remote': false,
      },
    }),
    idempotent: false,
    read: readText,
  }
}

/** Options of {@link indexShards}. */
export interface IndexShardsOptions {
  /** Only names that start with this. @defaultValue '': all */
  readonly prefix?: string
  /** Workers per target; -1 for none besides the job itself. @defaultValue the server's */
  readonly numWorkers?: number
  /** Trust the indexes that are there. @defaultValue false */
  readonly skipVerify?: boolean
}

/**
 * Starts making indexes of a bucket's TAR archives, so that their members are found without reading all of them; gives the job's id.
 * @throws ApiError BucketNotFound
 * @wire POST /v1/buckets/{bucket} index-shard: api/bucket.go IndexBucketShards
 */
export const indexShards = (bucket: BucketRef, options: IndexShardsOptions = {}): Operation<string> => {
  const name = 'buckets.indexShards'
  const place = atBucket(name, indexShardsRoute, bucket)
  const problem = firstProblem(place.problem, checkInteger(name, 'numWorkers', options.numWorkers, { min: -1 }))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('index-shard', {
      value: {
        ...(options.prefix === undefined ? {} : { prefix: options.prefix }),
        ...(options.numWorkers === undefined ? {} : { 'num-workers': options.numWorkers }),
        ...(options.skipVerify === undefined ? {} : { 'skip-verify': options.skipVerify }),
      },
    }),
    idempotent: false,
    read: readText,
  }
}
