export { Etl, type InitClassOptions } from './etl.js'
export { listEtls, type ListEtlsOptions } from './list-etls.js'
export {
  deleteEtl,
  getEtlHealth,
  getEtlLogs,
  getEtlMetrics,
  listAllEtls,
  startEtl,
  stopEtl,
  viewEtl,
  type EtlHealth,
  type EtlMetrics,
} from './operations/control-etl.js'
export {
  initEtl,
  initEtlSpec,
  type EtlCommunication,
  type InitEtlLimits,
  type InitEtlOptions,
} from './operations/init-etl.js'
export {
  transformBucket,
  transformObjects,
  type TransformBucketOptions,
  type TransformOptions,
} from './operations/transform.js'
export type { EtlDetails, EtlInfo, EtlLogs } from './wire/etl-info.js'
