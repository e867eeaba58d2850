import { atObject, readOpen, type ObjectRef, type Operation, type OperationResponse } from '@ais/core'
import { getObjectQuery, getObjectHeaders, checkGetObject, type GetObjectOptions } from '../get-options.js'
import { getObjectRoute } from '../wire/routes.js'

/**
 * Opens an object's content, or a part of it; the caller reads or discards the answer.
 * Nothing is checked or resumed, nor waited for on its way from a backend: the read flow, `ObjectReader`, does that.
 * @throws ApiError ObjectNotFound, BucketNotFound, RangeNotSatisfiable, GetConflict (it is being written)
 * @wire GET /v1/objects/{bucket}/{object}: api/object.go GetObject
 */
export const getObject = (object: ObjectRef, options: GetObjectOptions = {}): Operation<OperationResponse> => {
  const place = atObject('objects.get', getObjectRoute, object)
  const problem = place.problem ?? checkGetObject('objects.get', options)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, ...getObjectQuery(options) },
    headers: getObjectHeaders(options),
    idempotent: true,
    bytes: true,
    read: readOpen,
  }
}
