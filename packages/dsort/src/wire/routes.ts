import { route } from '@ais/core/wire'

/** @wire POST /v1/sort: api/dsort.go StartDsort */
export const startDsortRoute = route('POST', '/v1/sort')
/** @wire GET /v1/sort?uuid, or ?regex: api/dsort.go MetricsDsort, ListDsort */
export const getDsortRoute = route('GET', '/v1/sort')
/** @wire DELETE /v1/sort/abort?uuid: api/dsort.go AbortDsort */
export const abortDsortRoute = route('DELETE', '/v1/sort/abort')
/** @wire DELETE /v1/sort?uuid: api/dsort.go RemoveDsort */
export const removeDsortRoute = route('DELETE', '/v1/sort')
