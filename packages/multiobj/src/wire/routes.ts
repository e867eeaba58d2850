import { route } from '@ais/core/wire'

const bucket = '/v1/buckets/{bucket}'

/** @wire DELETE /v1/buckets/{bucket} delete-listrange: api/multiobj.go DeleteMultiObj */
export const deleteObjectsRoute = route('DELETE', bucket, 'delete-listrange')
/** @wire DELETE /v1/buckets/{bucket} evict-listrange: api/multiobj.go EvictMultiObj */
export const evictObjectsRoute = route('DELETE', bucket, 'evict-listrange')
/** @wire POST /v1/buckets/{bucket} prefetch-listrange: api/multiobj.go Prefetch */
export const prefetchObjectsRoute = route('POST', bucket, 'prefetch-listrange')
/** @wire POST /v1/buckets/{bucket} copy-listrange: api/multiobj.go CopyMultiObj */
export const copyObjectsRoute = route('POST', bucket, 'copy-listrange')
/** @wire PUT /v1/buckets/{bucket} archive: api/multiobj.go ArchiveMultiObj */
export const archiveObjectsRoute = route('PUT', bucket, 'archive')
/** @wire GET /v1/ml/moss: api/ml.go GetBatch */
export const getBatchRoute = route('GET', '/v1/ml/moss')
/** @wire GET /v1/ml/moss/{bucket}: api/ml.go GetBatch */
export const getBucketBatchRoute = route('GET', '/v1/ml/moss/{bucket}')
