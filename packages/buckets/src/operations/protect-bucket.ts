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
import { ecEncodeRoute, makeNCopiesRoute } from '../wire/routes.js'

/**
 * Starts keeping every object of a bucket in so many copies on each target, each on a disk of its own; gives the job's id. One is none besides the object.
 * @throws ApiError BucketNotFound, BadRequest (more copies than mountpaths)
 * @wire POST /v1/buckets/{bucket} make-n-copies: api/bucket.go MakeNCopies
 */
export const makeNCopies = (bucket: BucketRef, copies: number): Operation<string> => {
  const name = 'buckets.makeNCopies'
  const place = atBucket(name, makeNCopiesRoute, bucket)
  const problem = firstProblem(place.problem, checkInteger(name, 'copies', copies, { min: 1, max: 32 }))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('make-n-copies', { value: copies }),
    idempotent: false,
    read: readText,
  }
}

/** Options of {@link ecEncodeBucket}. */
export interface EcEncodeOptions {
  /** Slices that an object is cut into, 1 or more. */
  readonly dataSlices: number
  /** Slices that may be lost, 1 or more. */
  readonly paritySlices: number
  /** Check what is encoded, and make anew what is missing. @defaultValue false */
  readonly recover?: boolean
}

/**
 * Starts encoding a bucket so that targets may be lost without losing objects; gives the job's id. Needs one target more than slices.
 * @throws ApiError BucketNotFound, BadRequest (too few targets)
 * @wire POST /v1/buckets/{bucket} ec-encode: api/bucket.go ECEncodeBucket
 */
export const ecEncodeBucket = (bucket: BucketRef, options: EcEncodeOptions): Operation<string> => {
  const name = 'buckets.ecEncode'
  const place = atBucket(name, ecEncodeRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkInteger(name, 'dataSlices', options.dataSlices, { min: 1, max: 32 }),
    checkInteger(name, 'paritySlices', options.paritySlices, { min: 1, max: 32 }),
    options.dataSlices === undefined || options.paritySlices === undefined
      ? invalidInput(name, 'dataSlices', 'and paritySlices must be given')
      : undefined,
  )
  const { dataSlices, paritySlices, recover = false } = options
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('ec-encode', {
      ...(recover ? { name: 'recover' } : {}),
      // JSON within JSON: AIStore refuses the object itself.
      value: JSON.stringify({ data_slices: dataSlices, parity_slices: paritySlices, enabled: true }),
    }),
    idempotent: false,
    read: readText,
  }
}
