import {
  at,
  atBucket,
  firstProblem,
  invalidInput,
  readOpen,
  type BucketRef,
  type InvalidInputError,
  type Operation,
  type OperationResponse,
} from '@ais/core'
import { checkRequest, requestJson, type BatchRequest } from '../batch/batch-request.js'
import { archiveExtensions } from '../wire/archive-names.js'
import { getBatchRoute, getBucketBatchRoute } from '../wire/routes.js'

/** How the cluster chooses the target that puts a batch together. @wire api/apc/ml.go ColocLevel */
export const Colocation = {
  /** Any: for objects that are spread evenly. */
  NONE: 0,
  /** The one that has most of the objects. */
  TARGET_AWARE: 1,
  /** Also reuses open shards; AIStore does not implement it. */
  TARGET_AND_SHARD_AWARE: 2,
} as const

/** A value of {@link Colocation}. */
export type Colocation = (typeof Colocation)[keyof typeof Colocation]

/** Formats of a batch. */
export type BatchFormat = '.tar' | '.tgz' | '.tar.gz' | '.zip' | '.tar.lz4'

/** Options of {@link getBatch}. */
export interface GetBatchOptions {
  /** Bucket that the request names; the entries have their own. @defaultValue none */
  readonly bucket?: BucketRef
  /** @defaultValue '.tar' */
  readonly outputFormat?: BatchFormat
  /** Go on when an entry is missing; it is then an empty member below `__404__/`. @defaultValue true */
  readonly contOnErr?: boolean
  /** Name members by the object alone, without the bucket. @defaultValue false */
  readonly onlyObjName?: boolean
  /** Send the archive while it is made, without metadata; a failure then shows only in what is missing. @defaultValue true */
  readonly streamingGet?: boolean
  /** @defaultValue Colocation.NONE */
  readonly colocation?: Colocation
}

const checkOptions = (operation: string, options: GetBatchOptions): InvalidInputError | undefined => {
  const { outputFormat = '.tar', colocation = Colocation.NONE } = options
  if (!Object.hasOwn(archiveExtensions, outputFormat))
    return invalidInput(operation, 'outputFormat', `must be one of ${Object.keys(archiveExtensions).join(', ')}`)
  return colocation === Colocation.NONE || colocation === Colocation.TARGET_AWARE
    ? undefined
    : invalidInput(operation, 'colocation', 'must be NONE or TARGET_AWARE; AIStore has no other yet')
}

const checkRequests = (operation: string, requests: readonly BatchRequest[]): InvalidInputError | undefined => {
  for (const request of requests) {
    const problem = checkRequest(operation, request)
    if (problem !== undefined) return problem
  }
  return undefined
}

/**
 * Gets many objects, parts of them, or members of archives, in one archive in the order asked for. Gives the open answer: the archive, or,
 * when not streamed, `multipart/mixed` with metadata first.
 * @throws ApiError BucketNotFound; not streamed also ObjectNotFound (with `contOnErr: false`) and BadRequest (a range beyond the object)
 * @wire GET /v1/ml/moss/{bucket}: api/ml.go GetBatch
 */
export const getBatch = (
  requests: readonly BatchRequest[],
  options: GetBatchOptions = {},
): Operation<OperationResponse> => {
  const name = 'multiobj.getBatch'
  const { bucket, outputFormat = '.tar', contOnErr = true, onlyObjName = false, streamingGet = true } = options
  const { colocation = Colocation.NONE } = options
  const place = bucket === undefined ? at(name, getBatchRoute, {}) : atBucket(name, getBucketBatchRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkOptions(name, options),
    requests.length === 0 ? invalidInput(name, 'requests', 'is empty: add an object first') : undefined,
    checkRequests(name, requests),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, ...(colocation === Colocation.NONE ? {} : { coloc: colocation }) },
    body: {
      kind: 'json',
      value: {
        in: problem === undefined ? requests.map((request) => requestJson(request, bucket)) : [],
        mime: outputFormat,
        coer: contOnErr,
        onob: onlyObjName,
        strm: streamingGet,
        ...(colocation === Colocation.NONE ? {} : { coloc: colocation }),
      },
    },
    idempotent: true,
    bytes: true,
    needs: ['redirect'],
    read: readOpen,
  }
}
