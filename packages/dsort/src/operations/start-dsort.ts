import { at, readText, type Operation } from '@ais/core'
import { checkSpec, withDsorterType, type DsortSpec } from '../dsort-spec.js'
import { startDsortRoute } from '../wire/routes.js'

/**
 * Starts a sort and gives its id. An output bucket that is not there is created.
 * @throws ApiError BucketNotFound, BadRequest, NotSupported (a cluster built without it)
 * @wire POST /v1/sort: api/dsort.go StartDsort
 */
export const startDsort = (spec: DsortSpec): Operation<string> => {
  const name = 'dsort.start'
  const problem = checkSpec(name, spec)
  return {
    ...at(name, startDsortRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    body: { kind: 'json', value: withDsorterType(spec) },
    idempotent: false,
    read: readText,
  }
}
