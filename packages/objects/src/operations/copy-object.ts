import {
  atObject,
  checkBucket,
  checkObjectName,
  firstProblem,
  objectUname,
  readNothing,
  type ObjectRef,
  type Operation,
} from '@ais/core'
import { checkEtl, etlQuery, type EtlSelection } from '../etl-selection.js'
import { putObjectRoute } from '../wire/routes.js'

/** Options of {@link copyObject}. */
export interface CopyObjectOptions extends EtlSelection {
  /** Take the newest version of the backend. @defaultValue false */
  readonly latest?: boolean
  /** Delete the destination if the source is gone from the backend. @defaultValue false */
  readonly sync?: boolean
}

/**
 * Copies an object to another name or bucket, through an ETL if one is named; custom metadata goes along. A bucket of another AIS
 * cluster is found by that cluster's uuid only, not by its alias, once this cluster has met the bucket; and AIStore 5.0 gives the copy to
 * the other cluster only where it crosses from one target to another: to be sure, get and put.
 * @throws ApiError ObjectNotFound (no such source), BucketNotFound, RemoteBucketNotFound
 * @wire PUT /v1/objects/{bucket}/{object}?object_to=…: api/object.go CopyObject
 */
export const copyObject = (
  object: ObjectRef,
  toObject: ObjectRef,
  options: CopyObjectOptions = {},
): Operation<void> => {
  const name = 'objects.copy'
  const place = atObject(name, putObjectRoute, object)
  const problem = firstProblem(
    place.problem,
    checkBucket(name, toObject.bucket),
    checkObjectName(name, toObject.name, 'toObject'),
    checkEtl(name, options),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: {
      ...place.query,
      object_to: objectUname(toObject),
      'latest-ver': options.latest ?? false,
      synchronize: options.sync ?? false,
      ...etlQuery(options),
    },
    // Without a body there is nothing that could be stored: a repeated copy gives the same result.
    idempotent: true,
    read: readNothing,
  }
}
