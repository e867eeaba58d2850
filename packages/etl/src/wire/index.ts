export {
  EtlDetails,
  EtlHealthByTarget,
  EtlInfos,
  EtlLogsByTarget,
  EtlMetricsByTarget,
  type EtlInfo,
  type EtlLogs,
} from './etl-info.js'
export {
  deleteEtlRoute,
  etlHealthRoute,
  etlLogsOfTargetRoute,
  etlLogsRoute,
  etlMetricsRoute,
  initEtlRoute,
  listEtlsRoute,
  startEtlRoute,
  stopEtlRoute,
  transformBucketRoute,
  transformObjectsRoute,
  viewEtlRoute,
} from './routes.js'
