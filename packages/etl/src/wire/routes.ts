import { route } from '@ais/core/wire'

/** @wire PUT /v1/etl: api/etl.go ETLInit */
export const initEtlRoute = route('PUT', '/v1/etl')
/** @wire GET /v1/etl: api/etl.go ETLList */
export const listEtlsRoute = route('GET', '/v1/etl')
/** @wire GET /v1/etl/{etl}: api/etl.go ETLGetDetail */
export const viewEtlRoute = route('GET', '/v1/etl/{etl}')
/** @wire POST /v1/etl/{etl}/start: api/etl.go ETLStart */
export const startEtlRoute = route('POST', '/v1/etl/{etl}/start')
/** @wire POST /v1/etl/{etl}/stop: api/etl.go ETLStop */
export const stopEtlRoute = route('POST', '/v1/etl/{etl}/stop')
/** @wire DELETE /v1/etl/{etl}: api/etl.go ETLDelete */
export const deleteEtlRoute = route('DELETE', '/v1/etl/{etl}')
/** @wire GET /v1/etl/{etl}/logs/{target}: api/etl.go ETLLogs */
export const etlLogsRoute = route('GET', '/v1/etl/{etl}/logs')
/** @wire GET /v1/etl/{etl}/logs/{target}: api/etl.go ETLLogs */
export const etlLogsOfTargetRoute = route('GET', '/v1/etl/{etl}/logs/{target}')
/** @wire GET /v1/etl/{etl}/health: api/etl.go ETLHealth */
export const etlHealthRoute = route('GET', '/v1/etl/{etl}/health')
/** @wire GET /v1/etl/{etl}/metrics: api/etl.go ETLMetrics */
export const etlMetricsRoute = route('GET', '/v1/etl/{etl}/metrics')
/** @wire POST /v1/buckets/{bucket} etl-bck: api/bucket.go ETLBucket */
export const transformBucketRoute = route('POST', '/v1/buckets/{bucket}', 'etl-bck')
/** @wire POST /v1/buckets/{bucket} etl-listrange: api/multiobj.go ETLMultiObj */
export const transformObjectsRoute = route('POST', '/v1/buckets/{bucket}', 'etl-listrange')
